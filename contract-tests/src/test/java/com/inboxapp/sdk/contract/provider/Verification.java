package com.inboxapp.sdk.contract.provider;

import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.support.json.JsonValue;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import java.util.Map;

/** Verifies an interaction. A failure names the SDK method that the difference breaks. */
final class Verification {
    private Verification() {}

    static void verify(PactVerificationContext context) {
        try {
            context.verifyInteraction();
        } catch (AssertionError difference) {
            throw new AssertionError(
                    "this breaks " + sdkMethod(operation((V4Interaction) context.getInteraction())) + "\n"
                            + difference.getMessage(),
                    difference);
        }
    }

    /** Returns the id of the operation that an interaction refers to. */
    static String operation(V4Interaction interaction) {
        JsonValue references = interaction.getComments().get("references");
        if (references instanceof JsonValue.Object) {
            Map<String, JsonValue> openapi =
                    references.get("openapi").asObject().getEntries();
            return String.valueOf(openapi.get("operationId").unwrap());
        }
        throw new IllegalStateException(
                interaction.getDescription() + ": the interaction has no reference to an operation");
    }

    /** Returns the SDK method of an operation: {@code inbox.threads().list(..)} for {@code threads.list}. */
    static String sdkMethod(String operation) {
        return "inbox." + operation.replace(".", "().") + "(..)";
    }
}
