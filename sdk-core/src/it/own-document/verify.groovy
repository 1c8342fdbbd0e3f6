assert new File(basedir, "build.log").getText("UTF-8").contains("accountLinks.list knows the shop")
assert new File(basedir, "target/classes/com/example/inbox/api/ThreadsApi.class").exists()
return true
