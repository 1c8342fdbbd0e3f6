package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Parses faults from JSON, whose fields are named after the methods of {@link Faults} and {@link Fault}. The module's README has an
 * example.
 */
final class FaultScript {

    private static final String[] FIELDS = {
        "on",
        "nth",
        "first",
        "last",
        "probability", // which requests
        "request",
        "delay", // the effect
        "respond",
        "type",
        "body",
        "htmlPage",
        "realResponse",
        "headers",
        "halfBody",
        "brokenOff",
        "delayed" // the response
    };

    private final JsonFields rule;

    private FaultScript(JsonFields rule) {
        this.rule = rule;
    }

    /**
     * Adds the faults of a script.
     *
     * @throws IllegalArgumentException if the script is invalid; the message contains the location
     */
    static void addTo(Faults faults, String json) {
        JsonFields script = JsonFields.read("faults", json, "seed", "faults");
        Integer seed = script.count("seed");
        Random random = new Random(seed == null ? 0 : seed);
        for (JsonFields rule : script.objects("faults", FIELDS)) {
            try {
                new FaultScript(rule).addTo(faults, random);
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw rule.withLocation(e);
            }
        }
    }

    private void addTo(Faults faults, Random random) {
        Faults.Requests requests = requests(faults);
        Fault fault = fault();
        int chosen = count("nth") + count("first") + count("probability");
        if (chosen > 1 || rule.has("first") != rule.has("last")) {
            throw rule.error(
                    "", "must have nth, or first with last, or probability, or none of them to select every request");
        }
        if (rule.has("nth")) {
            requests.nth(number("nth"), fault);
        } else if (rule.has("first")) {
            requests.between(number("first"), number("last"), fault);
        } else if (rule.has("probability")) {
            BigDecimal probability = Objects.requireNonNull(rule.number("probability"));
            requests.sometimes(probability.doubleValue(), random, fault);
        } else {
            requests.each(fault);
        }
    }

    private int count(String name) {
        return rule.has(name) ? 1 : 0;
    }

    private int number(String name) {
        return Objects.requireNonNull(rule.count(name));
    }

    private Faults.Requests requests(Faults faults) {
        if (!rule.has("on")) {
            return faults.onEvery();
        }
        String[] words = rule.required("on").split(" ", 2);
        if (words.length < 2) {
            throw rule.error("on", "must be a method and a path, such as POST /threads/messages");
        }
        return faults.on(words[0], words[1]);
    }

    private Fault fault() {
        Fault fault = withResponse(effect());
        for (Map.Entry<String, JsonNode> header : headers()) {
            if (!header.getValue().isString()) {
                throw rule.error("headers." + header.getKey(), "must be a string");
            }
            fault = fault.header(header.getKey(), header.getValue().stringValue());
        }
        fault = rule.flag("halfBody") ? fault.halfBody() : fault;
        fault = rule.flag("brokenOff") ? fault.brokenOff() : fault;
        return rule.has("delayed") ? fault.delayed(duration("delayed")) : fault;
    }

    private Iterable<Map.Entry<String, JsonNode>> headers() {
        var headers = rule.anyObject("headers");
        return headers == null ? Map.<String, JsonNode>of().entrySet() : headers.properties();
    }

    private Fault effect() {
        String request = rule.required("request");
        if (rule.has("delay") != request.equals("lateEffect")) {
            throw rule.error("delay", "is required for lateEffect and not allowed otherwise");
        }
        return switch (request) {
            case "unread" -> Fault.unread();
            case "withoutEffect" -> Fault.withoutEffect();
            case "afterEffect" -> Fault.afterEffect();
            case "lateEffect" -> Fault.lateEffect(duration("delay"));
            default ->
                throw rule.error(
                        "request",
                        "must be unread, withoutEffect, afterEffect or lateEffect, but was '" + request + "'");
        };
    }

    private Fault withResponse(Fault fault) {
        if (count("respond") + count("htmlPage") + count("realResponse") > 1) {
            throw rule.error("", "must have at most one of respond, htmlPage and realResponse");
        }
        if (rule.has("type") != rule.has("body") || (rule.has("type") && !rule.has("respond"))) {
            throw rule.error("", "must have type and body together, and only with respond");
        }
        if (rule.has("type")) {
            return fault.respond(number("respond"), rule.required("type"), rule.required("body"));
        }
        if (rule.has("respond")) {
            return fault.respond(number("respond"));
        }
        if (rule.has("htmlPage")) {
            return fault.htmlPage(number("htmlPage"));
        }
        return rule.flag("realResponse") ? fault.realResponse() : fault;
    }

    private Duration duration(String name) {
        String text = rule.required(name);
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw rule.error(name, "must be a duration such as PT1.5S or PT2M, but was '" + text + "'");
        }
    }
}
