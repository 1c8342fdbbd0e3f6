module com.example.modular {
    requires com.inboxapp.sdk.rx;
}
