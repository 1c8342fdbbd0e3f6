package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.model.AccountLinkId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The brand voice of each account, for prompts of a language model: the guide's "Brand Voice by Account".
 *
 * <pre>{@code
 * BrandVoices voices = BrandVoices.builder(directory)
 *     .voice(AccountRef.handle("acme_founder"), "personal, casual, founder-to-founder")
 *     .defaultVoice("professional and helpful")
 *     .build();
 * String prompt = voices.systemPrompt(thread.accountLinkId());
 * }</pre>
 *
 * <p>Immutable; sends no requests.
 */
public final class BrandVoices {
    /** The placeholder of the voice in a template. */
    public static final String VOICE = "{voice}";

    private static final String TEMPLATE =
            "You are responding on behalf of this account. Maintain a " + VOICE + " tone.";

    private final Map<AccountLinkId, String> voices;
    private final String defaultVoice;
    private final String template;

    private BrandVoices(Map<AccountLinkId, String> voices, String defaultVoice, String template) {
        this.voices = Map.copyOf(voices);
        this.defaultVoice = defaultVoice;
        this.template = template;
    }

    /**
     * Returns a builder without voices and with the guide's template.
     *
     * @param directory the connected accounts, from {@link Accounts#directory()}
     * @return a new builder
     */
    public static Builder builder(AccountDirectory directory) {
        return new Builder(Objects.requireNonNull(directory, "directory"));
    }

    /**
     * Returns the voice of an account.
     *
     * @param account the Inbox id of the account
     * @return its voice, or the default voice
     */
    public String voice(AccountLinkId account) {
        return voices.getOrDefault(Objects.requireNonNull(account, "account"), defaultVoice);
    }

    /**
     * Returns the system prompt for a language model that replies for an account.
     *
     * @param account the Inbox id of the account
     * @return the template with the voice of the account
     */
    public String systemPrompt(AccountLinkId account) {
        return template.replace(VOICE, voice(account));
    }

    /** Builder for {@link BrandVoices}. Not thread-safe. */
    public static final class Builder {
        private final AccountDirectory directory;
        private final Map<AccountRef, String> voices = new LinkedHashMap<>();
        private String template = TEMPLATE;
        private @Nullable String defaultVoice;

        private Builder(AccountDirectory directory) {
            this.directory = directory;
        }

        /**
         * Sets the voice of an account.
         *
         * @param account the id, handle or purpose of the account
         * @param voice for instance {@code empathetic, patient, technical when needed}
         * @return this builder
         * @throws IllegalArgumentException if the voice is blank, or the account already has one
         */
        public Builder voice(AccountRef account, String voice) {
            Objects.requireNonNull(account, "account");
            if (voices.putIfAbsent(account, notBlank("voice", voice)) != null) {
                throw new IllegalArgumentException("the " + account + " has a voice already");
            }
            return this;
        }

        /**
         * Sets the template of the prompt, instead of the guide's.
         *
         * @param text a text with {@link BrandVoices#VOICE} in place of the voice
         * @return this builder
         * @throws IllegalArgumentException if the text does not contain the placeholder
         */
        public Builder template(String text) {
            if (!Objects.requireNonNull(text, "text").contains(VOICE)) {
                throw new IllegalArgumentException("template must contain " + VOICE + "");
            }
            this.template = text;
            return this;
        }

        /**
         * Sets the voice of all other accounts. Required.
         *
         * @param voice the guide's is {@code professional and helpful}
         * @return this builder
         * @throws IllegalArgumentException if the voice is blank
         */
        public Builder defaultVoice(String voice) {
            this.defaultVoice = notBlank("voice", voice);
            return this;
        }

        /**
         * Looks up the accounts and builds the voices.
         *
         * @return the voices
         * @throws InboxAccountException if an account is not connected
         * @throws IllegalArgumentException if two of the references resolve to the same account
         * @throws IllegalStateException if there is no default voice
         */
        public BrandVoices build() {
            if (defaultVoice == null) {
                throw new IllegalStateException("defaultVoice is required");
            }
            Map<AccountLinkId, String> byId = new LinkedHashMap<>();
            voices.forEach((ref, voice) -> {
                if (byId.putIfAbsent(directory.require(ref).id(), voice) != null) {
                    throw new IllegalArgumentException("the " + ref + " has two voices");
                }
            });
            return new BrandVoices(byId, defaultVoice, template);
        }

        private static String notBlank(String name, String value) {
            if (Objects.requireNonNull(value, name).isBlank()) {
                throw new IllegalArgumentException(name + " must not be blank");
            }
            return value;
        }
    }
}
