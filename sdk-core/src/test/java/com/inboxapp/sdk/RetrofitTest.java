package com.inboxapp.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.api.InboxApis;
import com.inboxapp.sdk.model.Tag;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

class RetrofitTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void implementsEveryMethodOfEveryInterface() {
        Retrofit eager =
                server.client().retrofit().newBuilder().validateEagerly(true).build();
        List<Class<?>> resources = Arrays.stream(InboxApis.class.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .<Class<?>>map(Method::getReturnType)
                .toList();

        assertThat(resources).hasSize(10);
        assertThat(resources)
                .allSatisfy(resource -> assertThat(eager.create(resource)).isInstanceOf(resource));
    }

    @Test
    void returnsTheSameResourceEachTime() {
        InboxClient client = server.client();

        assertThat(client.threads()).isSameAs(client.threads());
        assertThat(client.messages()).isNotSameAs(server.client().messages());
    }

    interface Custom {
        @GET("lists")
        InboxCall<Custom.Listing> lists();

        @GET("tags")
        InboxCall<List<Tag>> tags();

        @SuppressWarnings("rawtypes")
        @GET("tags")
        InboxCall raw();

        @GET("tags")
        Call<List<Tag>> plain();

        record Listing(String name) {}
    }

    private static final JsonAdapter<Custom.Listing> LISTING = new JsonAdapter<>() {
        @Override
        public Custom.Listing fromJson(JsonReader reader) throws IOException {
            return new Custom.Listing(reader.nextString());
        }

        @Override
        public void toJson(JsonWriter writer, Custom.Listing value) throws IOException {
            writer.value(value.name());
        }
    };

    @Test
    void supportsCustomInterfacesAndModels() {
        server.enqueue("\"friends\"");
        server.enqueue(Responses.list(Responses.TAG));
        InboxClient client = server.client(
                builder -> builder.models((type, annotations, moshi) -> type == Custom.Listing.class ? LISTING : null));

        assertThat(client.api(Custom.class).lists().execute()).isEqualTo(new Custom.Listing("friends"));
        assertThat(client.api(Custom.class).tags().execute()).hasSize(1);
        assertThat(client.api(Custom.class).lists().operation()).isEqualTo("call");
    }

    @Test
    void supportsPlainRetrofitCalls() throws IOException {
        server.enqueue(Responses.list(Responses.TAG));

        assertThat(server.client().api(Custom.class).plain().execute().body()).hasSize(1);
    }

    @Test
    void rejectsARawInboxCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.client().api(Custom.class).raw())
                .withStackTraceContaining("InboxCall<ThreadPage>");
    }

    @Test
    void rejectsAClassThatIsNotAnInterface() {
        assertThatIllegalArgumentException().isThrownBy(() -> server.client().api(String.class));
    }
}
