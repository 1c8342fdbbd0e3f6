def target = new File(basedir, "target")
def jars = { folder -> new File(target, folder).listFiles()*.path }
def java = { List<String> arguments ->
    def process = new ProcessBuilder([System.getProperty("java.home") + "/bin/java"] + arguments).redirectErrorStream(true).start()
    def output = process.inputStream.getText("UTF-8")
    assert process.waitFor() == 0: output
    return output
}

def sandbox = jars("server").find { it.contains("inbox-sandbox") }
// R8 is over before the second compiler of the JVM would pay
java(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g", "-cp", jars("r8")[0], "com.android.tools.r8.R8", "--release", "--classfile",
      "--no-desugaring", "--lib", System.getProperty("java.home"), "--classpath", sandbox, "--pg-conf", "$basedir/program.pro" as String,
      "--output", "$target/shrunk.jar" as String, "$target/program.jar" as String] + jars("libraries"))
// shrunk and renamed, or what runs shows nothing
def classes = new java.util.zip.ZipFile(new File(target, "shrunk.jar")).withCloseable { it.entries().toList()*.name.findAll { it.endsWith(".class") } }
assert classes.contains("com/example/shrunk/Main.class")
assert !classes.any { it.startsWith("com/inboxapp/") }

def output = java(["-cp", (["$target/retrofit/META-INF/versions/16", "$target/shrunk.jar"] + jars("server")).join(File.pathSeparator),
                   "com.example.shrunk.Main"])
println output
assert output.contains("accounts [acmecorp, acmesupport]")
assert output.contains("threads 20, of one account 2")
assert output.contains("sent Hi!")
assert output.contains("refused with THREAD_NOT_FOUND by threads.get")
assert output =~ /accountLinks.list: IOException: [^;]*\R/
assert output =~ /messages.quickSend: it is unknown whether the request took effect/
return true
