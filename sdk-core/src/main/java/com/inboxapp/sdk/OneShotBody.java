package com.inboxapp.sdk;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A request body that OkHttp must not write twice. OkHttp resends a POST after some failures and responses unless its body is one-shot. */
final class OneShotBody extends RequestBody {
    private final RequestBody body;
    private final BooleanSupplier oneShot;

    OneShotBody(RequestBody body, BooleanSupplier oneShot) {
        this.body = body;
        this.oneShot = oneShot;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
        return oneShot.getAsBoolean();
    }
}
