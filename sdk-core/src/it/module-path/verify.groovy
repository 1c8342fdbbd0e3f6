def log = new File(basedir, "build.log").getText("UTF-8")
assert log.contains("module com.inboxapp.sdk listed Acme Corp")
assert log.contains("and again Acme Corp")
assert log.contains("and threads []")
return true
