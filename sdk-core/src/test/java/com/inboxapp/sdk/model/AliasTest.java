package com.inboxapp.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.inboxapp.sdk.query.NameSet;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AliasTest {
    private static final Map<Class<?>, String> MINIMAL = Map.ofEntries(
            Map.entry(
                    AccountLink.class,
                    "'id':'acc_1','platformId':'1','platform':'x','name':'Acme','createdAt':'2025-11-10T18:03:16.000Z'"),
            Map.entry(
                    InboxThread.class,
                    "'id':'t','accountLinkId':'acc_1','prospect':{'platformId':'2','username':'u'},'done':false,"
                            + "'createdAt':'2025-11-10T18:03:16.000Z'"),
            Map.entry(
                    LastMessage.class,
                    "'id':'m','authorId':'a','createdAt':'2025-11-10T18:03:16.000Z','userId':null,'campaignId':null"),
            Map.entry(Message.class, "'id':'m','threadId':'t','createdAt':'2025-11-10T18:03:16.000Z'"),
            Map.entry(EditedMessage.class, "'success':true,'messageId':'m','editedAt':'2025-11-10T18:03:16.000Z'"),
            Map.entry(
                    MessageVersion.class,
                    "'id':'v','platformId':null,'platform':'x','authorId':'a','userId':null,'teamId':'team',"
                            + "'threadId':'t','campaignId':null,'campaignStepId':null,'origin':null,'editOrigin':null,"
                            + "'replyData':null,'forwardData':null,'createdAt':'2025-11-10T18:03:16.000Z',"
                            + "'isEncrypted':null,'expandedData':null,'entities':null,'attachment':null,"
                            + "'reactions':null"),
            Map.entry(Prospect.class, "'platformId':'2'"),
            Map.entry(CreateThreadRequest.class, "'accountLinkId':'acc_1'"),
            Map.entry(SendMessageRequest.class, ""),
            Map.entry(EditMessageRequest.class, ""),
            Map.entry(QuickSendRequest.class, "'accountLinkId':'acc_1'"));

    @ParameterizedTest
    @MethodSource("aliases")
    void readsAnAliasWithoutTheCanonicalName(Alias alias) throws Exception {
        Values values = Values.of(alias);

        assertThat(read(alias, values.json(alias.name(), values.first))).isEqualTo(values.first);
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void prefersTheCanonicalNameOverTheAliasInEitherOrder(Alias alias) throws Exception {
        Values values = Values.of(alias);
        String canonical = "'" + alias.property() + "':" + values.first;
        String other = "'" + alias.name() + "':" + values.second;

        assertThat(read(alias, values.json(canonical + "," + other))).isEqualTo(values.first);
        assertThat(read(alias, values.json(other + "," + canonical))).isEqualTo(values.first);
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void prefersACanonicalNullOnlyWhereNullIsAValue(Alias alias) throws Exception {
        Values values = Values.of(alias);
        String canonical = "'" + alias.property() + "':null";
        String other = "'" + alias.name() + "':" + values.second;
        boolean nullable =
                Set.of("assigneeId", "lastMessageTimestamp", "bio", "image").contains(alias.property());

        Object expected = nullable ? "null" : values.second;
        assertThat(read(alias, values.json(canonical + "," + other))).isEqualTo(expected);
        assertThat(read(alias, values.json(other + "," + canonical))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void writesAnAliasOfTheReferenceOnlyInItsNameSet(Alias alias) throws Exception {
        Values values = Values.of(alias);
        Object model = model(alias, values.json(alias.property(), values.first));

        assertThat(Adapters.fields(Adapters.write(model, NameSet.GUIDE)))
                .containsKey(alias.property())
                .doesNotContainKey(alias.name());
        boolean written = alias.kind() == Alias.Kind.REFERENCE;
        assertThat(Adapters.fields(Adapters.write(model, NameSet.REFERENCE)).containsKey(alias.name()))
                .isEqualTo(written);
        assertThat(Adapters.fields(Adapters.write(model, NameSet.REFERENCE)).containsKey(alias.property()))
                .isEqualTo(!written);
    }

    static Iterable<Alias> aliases() {
        return Alias.ALL;
    }

    private static Object model(Alias alias, String json) {
        return Adapters.read(alias.type(), json);
    }

    /** Reads the JSON and returns the value of the alias's property as written. */
    private static Object read(Alias alias, String json) throws Exception {
        Object model = model(alias, json);
        return Adapters.fields(Adapters.write(model, NameSet.GUIDE))
                .getOrDefault(alias.property(), "null")
                .replace('"', '\'');
    }

    /** Two different JSON values for a property, and the other properties of its object. */
    private record Values(String first, String second, String rest) {
        static Values of(Alias alias) {
            RecordComponent component = Arrays.stream(alias.type().getRecordComponents())
                    .filter(candidate -> candidate.getName().equals(alias.property()))
                    .findFirst()
                    .orElseThrow();
            String rest = MINIMAL.get(alias.type());
            if (alias.type() == QuickSendRequest.class) {
                rest += alias.property().equals("text") ? ",'externalId':'p'" : ",'text':'hello'";
            }
            if (alias.type() == Prospect.class && !alias.property().equals("username")) {
                rest += ",'username':'u'";
            }
            if (alias.type() == AccountLink.class && !alias.property().equals("platformUsername")) {
                rest += ",'platformUsername':'u'";
            }
            return switch (component.getType().getSimpleName()) {
                case "Long" -> new Values("1", "2", rest);
                case "Instant" -> new Values("'2025-11-10T18:03:16.000Z'", "'2024-01-15T10:30:00.000Z'", rest);
                default -> new Values("'11'", "'22'", rest);
            };
        }

        String json(String name, String value) {
            return json("'" + name + "':" + value);
        }

        String json(String properties) {
            return ("{" + (rest.isEmpty() ? "" : rest + ",") + properties + "}").replace('\'', '"');
        }
    }
}
