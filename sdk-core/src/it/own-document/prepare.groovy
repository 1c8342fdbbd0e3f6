// The user's copy of the document: one optional field more.
def text = new File(document).getText("UTF-8")
def anchor = "    AccountLink:\n"
assert text.contains(anchor)
def start = text.indexOf(anchor)
def properties = text.indexOf("      properties:\n", start)
def edited = text.substring(0, properties) +
        "      properties:\n        nickname:\n          type: string\n          description: What we call this account.\n" +
        text.substring(properties + "      properties:\n".length())
def own = new File(basedir, "src/main/openapi/own.yaml")
own.parentFile.mkdirs()
own.setText(edited, "UTF-8")
return true
