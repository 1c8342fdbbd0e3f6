def log = new File(basedir, "build.log").getText("UTF-8")
assert log.contains("it is module com.inboxapp.sdk.rx")
assert log.contains("merged threads: 3")
assert log.contains("outreach: SENT")
assert log.contains("events: 1")
assert log.contains("threads by page: true")
return true
