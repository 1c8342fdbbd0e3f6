module com.example.modular {
    requires com.inboxapp.sdk.rx;
    requires jdk.httpserver; // for the sandbox
}
