module com.example.modular {
    requires com.inboxapp.sdk;
    requires jdk.httpserver;
}
