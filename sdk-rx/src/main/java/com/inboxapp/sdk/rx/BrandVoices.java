package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.model.AccountLinkId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How each account sounds, for whoever lets a language model write: the guide's "Brand Voice by Account".
 *
 * <pre>{@code
 * BrandVoices voices = BrandVoices.builder()
 *     .voice(AccountRef.handle("acme_founder"), "personal, casual, founder-to-founder")
 *     .otherwise("professional and helpful")
 *     .build(directory);
 * String prompt = voices.systemPrompt(thread.accountLinkId());
 * }</pre>
 *
 * <p>Immutable; no requests.
 */
public final class BrandVoices {
    /** Where the voice stands in a template. */
    public static final String VOICE = "{voice}";

    private static final String TEMPLATE =
            "You are responding on behalf of this account. Maintain a " + VOICE + " tone.";

    private final Map<AccountLinkId, String> voices;
    private final String otherwise;
    private final String template;

    private BrandVoices(Map<AccountLinkId, String> voices, String otherwise, String template) {
        this.voices = Map.copyOf(voices);
        this.otherwise = otherwise;
        this.template = template;
    }

    /**
     * Starts with no voice and the guide's template.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The voice of an account.
     *
     * @param account its Inbox id
     * @return its voice, or the one for all others
     */
    public String voice(AccountLinkId account) {
        return voices.getOrDefault(Objects.requireNonNull(account, "account"), otherwise);
    }

    /**
     * What to tell a language model that answers for an account.
     *
     * @param account its Inbox id
     * @return the template with the account's voice in it
     */
    public String systemPrompt(AccountLinkId account) {
        return template.replace(VOICE, voice(account));
    }

    /** Voices, and how they are put into words. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<AccountRef, String> voices = new LinkedHashMap<>();
        private String template = TEMPLATE;

        private Builder() {}

        /**
         * Gives an account a voice.
         *
         * @param account by id, handle or purpose
         * @param voice for instance {@code empathetic, patient, technical when needed}
         * @return this
         * @throws IllegalArgumentException if the voice is blank, or the account has one already
         */
        public Builder voice(AccountRef account, String voice) {
            Objects.requireNonNull(account, "account");
            if (voices.putIfAbsent(account, notBlank("voice", voice)) != null) {
                throw new IllegalArgumentException("the " + account + " has a voice already");
            }
            return this;
        }

        /**
         * Puts voices into other words than the guide's.
         *
         * @param text with {@link BrandVoices#VOICE} where the voice goes
         * @return this
         * @throws IllegalArgumentException if there is no place for the voice in it
         */
        public Builder template(String text) {
            if (!Objects.requireNonNull(text, "text").contains(VOICE)) {
                throw new IllegalArgumentException("the template has no " + VOICE + " in it");
            }
            this.template = text;
            return this;
        }

        /**
         * Sets the voice of all other accounts, which there has to be.
         *
         * @param voice the guide's is {@code professional and helpful}
         * @return what is left to do: to build
         * @throws IllegalArgumentException if the voice is blank
         */
        public Complete otherwise(String voice) {
            return new Complete(Map.copyOf(voices), notBlank("voice", voice), template);
        }

        private static String notBlank(String name, String value) {
            if (Objects.requireNonNull(value, name).isBlank()) {
                throw new IllegalArgumentException(name + " must not be blank");
            }
            return value;
        }
    }

    /** Voices with a default, to be checked against the accounts that there are. */
    public static final class Complete {
        private final Map<AccountRef, String> voices;
        private final String otherwise;
        private final String template;

        private Complete(Map<AccountRef, String> voices, String otherwise, String template) {
            this.voices = voices;
            this.otherwise = otherwise;
            this.template = template;
        }

        /**
         * Finds the accounts.
         *
         * @param directory the connected accounts, from {@link Accounts#directory()}
         * @return the voices
         * @throws InboxAccountException if one of them is for an account that is not connected
         * @throws IllegalArgumentException if two of them are for the same account
         */
        public BrandVoices build(AccountDirectory directory) {
            Objects.requireNonNull(directory, "directory");
            Map<AccountLinkId, String> byId = new LinkedHashMap<>();
            voices.forEach((ref, voice) -> {
                if (byId.putIfAbsent(directory.require(ref).id(), voice) != null) {
                    throw new IllegalArgumentException("the " + ref + " has two voices");
                }
            });
            return new BrandVoices(byId, otherwise, template);
        }
    }
}
