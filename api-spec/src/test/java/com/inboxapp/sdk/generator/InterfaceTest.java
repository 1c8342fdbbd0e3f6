package com.inboxapp.sdk.generator;

import static com.inboxapp.sdk.generator.Compiled.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Converter;
import retrofit2.Retrofit;

class InterfaceTest {
    @TempDir
    private static Path folder;

    private static Generation generation;
    private static Compiled compiled;

    private final List<Request> requests = new ArrayList<>();
    private Object things;

    @BeforeAll
    static void generate() {
        String paths = """
                /things:
                  get:
                    operationId: things.list
                    tags: [things]
                    description: Lists things.
                    x-inbox-safety: safe
                    x-inbox-query: ListThingsQuery
                    x-inbox-both-or-neither: {cursor: {id: cursorId}}
                    parameters:
                      - {name: cursorId, in: query, schema: {type: string}}
                      - {name: cursor, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Cursor'}}
                    responses:
                      '200': {description: Things., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}
                  post:
                    operationId: things.create
                    tags: [things]
                    x-inbox-safety: unsafe
                    requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Create'}}}}
                    responses:
                      '200': {description: A thing., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
                /things/search:
                  get:
                    operationId: things.search
                    tags: [things]
                    x-inbox-safety: safe
                    parameters: [{name: text, in: query, required: true, description: What to look for., schema: {type: string}}]
                    responses:
                      '200': {description: Things., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}
                /things/{id}:
                  get:
                    operationId: things.get
                    tags: [things]
                    x-inbox-safety: safe
                    parameters: [{$ref: '#/components/parameters/Id'}]
                    responses:
                      '200': {description: A thing or nothing., content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}}}}
                  patch:
                    operationId: things.update
                    tags: [things]
                    x-inbox-safety: idempotent
                    parameters: [{$ref: '#/components/parameters/Id'}]
                    requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Create'}}}}
                    responses: {'200': {description: Done.}}
                  put:
                    operationId: things.default
                    tags: [things]
                    summary: Only a summary.
                    x-inbox-safety: idempotent
                    parameters: [{$ref: '#/components/parameters/Id'}]
                    responses: {'200': {description: Done.}}
                  delete:
                    operationId: things.delete
                    tags: [things]
                    x-inbox-safety: idempotent
                    parameters: [{$ref: '#/components/parameters/Id'}]
                    requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Delete'}}}}
                    responses: {'200': {description: Done.}}
                /things/{query}/{body}/{page}/{cursor}:
                  get:
                    operationId: things.parts
                    tags: [things]
                    x-inbox-safety: safe
                    x-inbox-query: PartsQuery
                    x-inbox-both-or-neither: {cursor: {id: cursorId}}
                    parameters:
                      - {name: query, in: path, required: true, schema: {type: string}}
                      - {name: body, in: path, required: true, schema: {type: string}}
                      - {name: page, in: path, required: true, schema: {type: integer}}
                      - {name: cursor, in: path, required: true, schema: {type: string}}
                      - {name: cursorId, in: query, schema: {type: string}}
                      - {name: cursor, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Cursor'}}
                    responses:
                      '200': {description: Things., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}
                /others/{id}:
                  delete:
                    operationId: others.delete
                    tags: [others]
                    x-inbox-safety: idempotent
                    parameters: [{$ref: '#/components/parameters/Id'}]
                    responses: {'200': {description: Done.}}
                """;
        String schemas = """
                Page:
                  type: object
                  required: [things, nextCursor]
                  properties:
                    things: {type: array, items: {$ref: '#/components/schemas/Thing'}}
                    nextCursor: {oneOf: [{$ref: '#/components/schemas/Cursor'}, {type: 'null'}]}
                Thing: {type: object, required: [name], properties: {name: {type: string}}}
                Cursor: {type: object, required: [id], properties: {id: {type: string}}}
                Create: {type: object, required: [name], properties: {name: {type: string}}}
                Delete: {type: object, properties: {forAll: {type: boolean}}}
                ThingId: {type: string, x-inbox-id: {kind: inbox}}
                """;
        String rest = """
                  parameters:
                    Id: {name: id, in: path, required: true, description: Which thing., schema: {$ref: '#/components/schemas/ThingId'}}
                tags: [{name: things, description: Things of all kinds.}]
                """;
        generation = Generation.withRx(Documents.of(paths, schemas) + rest, folder);
        compiled = generation.compile();
    }

    @BeforeEach
    void connect() {
        things = retrofit().create(compiled.load("api.ThingsApi"));
    }

    /** Returns a Retrofit that parses the annotations, and records requests instead of sending them. */
    private Retrofit retrofit() {
        return new Retrofit.Builder()
                .baseUrl("https://example.com/api/v1/")
                .validateEagerly(true)
                .addConverterFactory(new Converter.Factory() {
                    @Override
                    public Converter<ResponseBody, ?> responseBodyConverter(
                            Type type, Annotation[] annotations, Retrofit retrofit) {
                        return body -> body;
                    }

                    @Override
                    public Converter<?, RequestBody> requestBodyConverter(
                            Type type, Annotation[] parameter, Annotation[] method, Retrofit retrofit) {
                        return value -> RequestBody.create(compiled.write(value), MediaType.get("application/json"));
                    }
                })
                .addCallAdapterFactory(new CallAdapter.Factory() {
                    @Override
                    public CallAdapter<?, ?> get(Type type, Annotation[] annotations, Retrofit retrofit) {
                        return new CallAdapter<Object, @Nullable Object>() {
                            @Override
                            public Type responseType() {
                                return ResponseBody.class;
                            }

                            @Override
                            public @Nullable Object adapt(Call<Object> call) {
                                requests.add(call.request());
                                return null;
                            }
                        };
                    }
                })
                .build();
    }

    private String sent() throws IOException {
        assertThat(requests).hasSize(1);
        Request request = requests.get(0);
        Buffer body = new Buffer();
        if (request.body() != null) {
            request.body().writeTo(body);
        }
        return request.method() + " " + request.url() + (body.size() == 0 ? "" : " " + body.readUtf8());
    }

    private static Object id(String text) {
        return compiled.of("ThingId", text);
    }

    private static Method method(String api, String name) {
        return Arrays.stream(compiled.load(api).getMethods())
                .filter(method -> method.getName().equals(name) && !method.isDefault())
                .findFirst()
                .orElseThrow();
    }

    private static String returned(String api, String name) {
        return method(api, name).getGenericReturnType().getTypeName().replaceAll("[a-z.0-9]+\\.", "");
    }

    @Test
    void putsAnIdInThePath() throws IOException {
        call(things, "get", id("thing_1"));

        assertThat(sent()).isEqualTo("GET https://example.com/api/v1/things/thing_1");
    }

    @Test
    void passesAQueryObjectAsATag() throws IOException {
        Object query = compiled.build("ListThingsQuery");

        call(things, "list", query);

        assertThat(sent()).isEqualTo("GET https://example.com/api/v1/things");
        assertThat((Object) requests.get(0).tag(compiled.model("ListThingsQuery")))
                .isSameAs(query);
    }

    @Test
    void passesASingleRequiredParameterAsAnArgument() throws IOException {
        call(things, "search", "a b");

        assertThat(sent()).isEqualTo("GET https://example.com/api/v1/things/search?text=a%20b");
    }

    @Test
    void sendsABodyWithPostAndPatch() throws IOException {
        Object create = compiled.build("Create", "name", "n");

        call(things, "create", create);
        assertThat(sent()).isEqualTo("POST https://example.com/api/v1/things {\"name\":\"n\"}");

        requests.clear();
        call(things, "update", id("thing_1"), create);
        assertThat(sent()).isEqualTo("PATCH https://example.com/api/v1/things/thing_1 {\"name\":\"n\"}");
    }

    @Test
    void sendsABodyWithDelete() throws IOException {
        call(things, "delete", id("thing_1"), compiled.build("Delete", "forAll", true));

        assertThat(sent()).isEqualTo("DELETE https://example.com/api/v1/things/thing_1 {\"forAll\":true}");
        assertThat(generation.api("ThingsApi"))
                .contains("@HTTP(method = \"DELETE\", path = \"things/{id}\", hasBody = true)");
    }

    @Test
    void usesThePlainDeleteAnnotationWithoutABody() {
        assertThat(generation.api("OthersApi")).contains("@DELETE(\"others/{id}\")");
    }

    @Test
    void anOptionalBodyCanBeOmitted() throws IOException {
        call(things, "delete", id("thing_1"));

        assertThat(sent()).isEqualTo("DELETE https://example.com/api/v1/things/thing_1 {}");
    }

    @Test
    void aQueryWithoutRequiredParametersCanBeOmitted() {
        call(things, "list");

        assertThat((Object) requests.get(0).tag(compiled.model("ListThingsQuery")))
                .isEqualTo(compiled.build("ListThingsQuery"));
    }

    @Test
    void aRequiredBodyCannotBeOmitted() {
        assertThat(compiled.load("api.ThingsApi").getMethods())
                .filteredOn(method -> method.getName().equals("create"))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes()).containsExactly(compiled.model("Create")));
    }

    @Test
    void renamesParametersThatClashWithGeneratedNames() {
        assertThat(generation.api("ThingsApi")).contains("""
                            InboxCall<Page> parts(
                                    @Path("query") String query_,
                                    @Path("body") String body_,
                                    @Path("page") Integer page_,
                                    @Path("cursor") String cursor_,
                                    @Tag PartsQuery query);
                        """);
    }

    @Test
    void annotatesAnOperationWithItsIdAndSafety() {
        assertThat(generation.api("ThingsApi"))
                .contains("@ApiOperation(id = \"things.list\", safety = Safety.SAFE)")
                .contains("@ApiOperation(id = \"things.create\", safety = Safety.UNSAFE)")
                .contains("@ApiOperation(id = \"things.update\", safety = Safety.IDEMPOTENT)");
    }

    @Test
    void aMethodNamedLikeAKeywordGetsAnUnderscore() throws IOException {
        call(things, "default_", id("thing_1"));

        assertThat(sent()).isEqualTo("PUT https://example.com/api/v1/things/thing_1");
    }

    @Test
    void callsReturnTheResponseType() {
        assertThat(returned("api.ThingsApi", "create")).isEqualTo("InboxCall<Thing>");
        assertThat(returned("api.ThingsApi", "search")).isEqualTo("InboxCall<List<Thing>>");
        assertThat(returned("api.ThingsApi", "get")).isEqualTo("InboxCall<Optional<Thing>>");
        assertThat(returned("api.ThingsApi", "update")).isEqualTo("InboxCall<Void>");
    }

    @Test
    void rxCallsAreSingleMaybeAndCompletable() {
        assertThat(returned("rx.api.ThingsRxApi", "create")).isEqualTo("Single<Thing>");
        assertThat(returned("rx.api.ThingsRxApi", "search")).isEqualTo("Single<List<Thing>>");
        assertThat(returned("rx.api.ThingsRxApi", "get")).isEqualTo("Maybe<Thing>");
        assertThat(returned("rx.api.ThingsRxApi", "update")).isEqualTo("Completable");
    }

    @Test
    void rxMethodsHaveTheSameAnnotations() {
        for (String line : generation
                .api("ThingsApi")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("@"))
                .toList()) {
            assertThat(generation.rxApi("ThingsRxApi")).contains(line);
        }
    }

    /** Returns an implementation of the interface that serves three pages with one thing each. */
    private static Object threePages(List<Object> requestedCursors) {
        InvocationHandler server = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            Object cursor = call(arguments[0], "cursor");
            requestedCursors.add(cursor == null ? "start" : call(cursor, "id"));
            return Single.just(compiled.build(
                    "Page",
                    "things",
                    List.of(compiled.build("Thing", "name", "thing " + requestedCursors.size())),
                    "nextCursor",
                    requestedCursors.size() == 3
                            ? null
                            : compiled.build("Cursor", "id", "after " + requestedCursors.size())));
        };
        Class<?> api = compiled.load("rx.api.ThingsRxApi");
        return Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, server);
    }

    @Test
    void allReturnsTheItemsOfAllPages() {
        List<Object> requestedCursors = new ArrayList<>();

        Flowable<?> all = (Flowable<?>) call(threePages(requestedCursors), "all", compiled.build("ListThingsQuery"));

        assertThat(all.map(thing -> call(thing, "name")).toList().blockingGet())
                .isEqualTo(List.of("thing 1", "thing 2", "thing 3"));
        assertThat(requestedCursors).containsExactly("start", "after 1", "after 2");
    }

    @Test
    void thePagerSendsNoRequestBeforeItsItemsAreRequested() {
        List<Object> requestedCursors = new ArrayList<>();

        Object pager = call(threePages(requestedCursors), "pager", compiled.build("ListThingsQuery"));

        assertThat(requestedCursors).isEmpty();
        assertThat(((Flowable<?>) call(pager, "items")).toList().blockingGet()).hasSize(3);
        assertThat(requestedCursors).containsExactly("start", "after 1", "after 2");
    }

    @Test
    void onlyPagedOperationsHavePagingMethods() {
        assertThat(compiled.load("rx.api.ThingsRxApi").getMethods())
                .extracting(Method::getName)
                .filteredOn(name -> name.startsWith("all") || name.startsWith("pager"))
                .containsExactlyInAnyOrder("all", "allParts", "pager", "pagerParts");
        assertThat(generation.rxApi("OthersRxApi")).doesNotContain("Pager");
    }

    @Test
    void everyTagBecomesAnInterfaceWithAnAccessor() {
        assertThat(generation.api("InboxApis"))
                .contains("default OthersApi others()")
                .contains("default ThingsApi things()")
                .contains("     * Returns the {@code things} operations.\n     *\n     * <p>Things of all kinds.\n")
                .contains("     * Returns the {@code others} operations.\n     *\n     * @return the operations\n");
        assertThat(generation.rxApi("RxInboxApis"))
                .contains("default OthersRxApi others()")
                .contains("default ThingsRxApi things()");
    }

    @Test
    void descriptionsBecomeJavadoc() {
        assertThat(generation.api("ThingsApi"))
                .contains("""
                            /**
                             * Lists things.
                             *
                             * @param query the query parameters
                             * @return the call
                             */
                        """)
                .contains("     * @param id Which thing.\n")
                .contains("     * Only a summary.\n")
                .contains("/**\n * The {@code things} operations.\n *\n * <p>Things of all kinds.\n */\n@Generated");
    }

    @Test
    void packagesOfInterfacesAreNullMarked() {
        assertThat(generation.files().get("com/inboxapp/sdk/api/package-info.java"))
                .contains("@NullMarked");
        assertThat(generation.files().get("com/inboxapp/sdk/rx/api/package-info.java"))
                .contains("@NullMarked");
    }
}
