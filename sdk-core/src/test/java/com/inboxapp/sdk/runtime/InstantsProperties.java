package com.inboxapp.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class InstantsProperties {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final List<DateTimeFormatter> FORMS = javaForms();
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    @Property
    void readsWhatInstantParseReadsWithAnyNumberOfDecimals(
            @ForAll("instants") Instant instant, @ForAll @IntRange(max = 9) int decimals) {
        String text = formatter(decimals).format(instant);

        assertThat(Instants.parse(text)).isEqualTo(Instant.parse(text));
    }

    @Property
    void readsAnyOffsetAsTheSameInstant(
            @ForAll("instants") Instant instant, @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));

        assertThat(Instants.parse(text)).isEqualTo(instant);
    }

    @Property
    void readsBackWhatItWroteToTheMillisecond(@ForAll("instants") Instant instant) {
        String text = Instants.format(instant);

        assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instants.parse(text)).isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /** A supported ISO 8601 format. */
    record Form(boolean basic, boolean comma, boolean lowerCase, Offset offset) {}

    enum Offset {
        ZULU,
        HOURS,
        PLAIN,
        COLON
    }

    @Property(tries = 2000)
    void readsEveryFormAsTheSameInstant(
            @ForAll("instants") Instant instant,
            @ForAll("forms") Form form,
            @ForAll @IntRange(min = -18 * 4, max = 18 * 4) int quarters,
            @ForAll @IntRange(max = 25) int decimals) {
        int minutes = switch (form.offset) {
            case ZULU -> 0;
            case HOURS -> quarters / 4 * 60;
            default -> quarters * 15;
        };
        OffsetDateTime local = instant.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
        Assume.that(local.getYear() >= 0 && local.getYear() <= 9999);
        String fraction = String.format("%09d", local.getNano()) + "7".repeat(16);
        StringBuilder text = new StringBuilder(
                DateTimeFormatter.ofPattern(form.basic ? "uuuuMMdd'T'HHmmss" : "uuuu-MM-dd'T'HH:mm:ss")
                        .format(local));
        if (decimals > 0) {
            text.append(form.comma ? ',' : '.').append(fraction, 0, decimals);
        }
        text.append(
                switch (form.offset) {
                    case ZULU -> "Z";
                    case HOURS -> String.format("%s%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60);
                    case PLAIN ->
                        String.format(
                                "%s%02d%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
                    case COLON ->
                        String.format(
                                "%s%02d:%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
                });
        String whole = form.lowerCase ? text.toString().toLowerCase(Locale.ROOT) : text.toString();

        int nanos = Integer.parseInt((fraction.substring(0, Math.min(9, decimals)) + "0".repeat(9)).substring(0, 9));
        assertThat(Instants.parse(whole)).as(whole).isEqualTo(instant.with(ChronoField.NANO_OF_SECOND, nanos));
    }

    @Property(tries = 5000)
    void agreesWithJavaOnDamagedTexts(@ForAll("damagedTexts") String text) {
        assertAgreesWithJava(text);
    }

    @Property
    void agreesWithJavaOnAnyText(@ForAll String text) {
        assertAgreesWithJava(text);
    }

    private static void assertAgreesWithJava(String text) {
        Instant expected = reference(text);
        Instant read = Instants.parse(text);
        // the end of a day and leap seconds, which java.time supports only in some formats
        boolean special = expected == null && (text.contains("24") || text.contains("60"));
        assertThat(special ? null : read).as(text).isEqualTo(expected);
    }

    private static @Nullable Instant reference(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            String shortened = text.replaceFirst("(?<=[.,][0-9]{9})[0-9]+(?=[Zz+-])", "");
            for (DateTimeFormatter form : FORMS) {
                try {
                    return form.parse(shortened, Instant::from);
                } catch (DateTimeException another) {
                    // not this format
                }
            }
            return null;
        }
    }

    private static List<DateTimeFormatter> javaForms() {
        List<DateTimeFormatter> forms = new ArrayList<>();
        for (String time : new String[] {
            "uuuu-MM-dd'T'HH",
            "uuuu-MM-dd'T'HH:mm",
            "uuuu-MM-dd'T'HH:mm:ss",
            "uuuuMMdd'T'HH",
            "uuuuMMdd'T'HHmm",
            "uuuuMMdd'T'HHmmss",
        }) {
            for (String mark : time.endsWith("ss") ? new String[] {"", ".", ","} : new String[] {""}) {
                for (String offset : new String[] {"+HH", "+HHMM", "+HH:MM"}) {
                    String date = time.replace("uuuu", "");
                    DateTimeFormatterBuilder form = new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendValue(ChronoField.YEAR, 4)
                            .appendPattern(date);
                    if (!mark.isEmpty()) {
                        form.appendLiteral(mark).appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false);
                    }
                    if (!time.contains("mm")) {
                        form.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
                    }
                    forms.add(form.appendOffset(offset, "Z")
                            .toFormatter(Locale.ROOT)
                            .withResolverStyle(ResolverStyle.STRICT));
                }
            }
        }
        return forms;
    }

    @Provide
    Arbitrary<Form> forms() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Offset.class))
                .as(Form::new);
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(FIRST.getEpochSecond(), LAST.getEpochSecond());
        Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> damagedTexts() {
        Arbitrary<String> texts = Combinators.combine(
                        instants(), Arbitraries.integers().between(0, 9))
                .as((instant, decimals) -> formatter(decimals).format(instant));
        Arbitrary<Character> characters = Arbitraries.chars().with("0123456789-+:.,TZtz /x٣\u0000");
        return Combinators.combine(
                        texts,
                        Arbitraries.integers().between(0, 30),
                        characters,
                        Arbitraries.integers().between(0, 2))
                .as(InstantsProperties::damage);
    }

    private static String damage(String text, int at, char character, int kind) {
        int from = Math.min(at, text.length());
        String tail = text.substring(kind == 0 ? from : Math.min(from + 1, text.length()));
        return text.substring(0, from) + (kind == 2 ? "" : character) + tail;
    }

    private static DateTimeFormatter formatter(int decimals) {
        return new DateTimeFormatterBuilder().appendInstant(decimals).toFormatter();
    }
}
