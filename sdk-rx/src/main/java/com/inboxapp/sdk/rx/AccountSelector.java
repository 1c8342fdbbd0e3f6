package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.Prospect;
import com.inboxapp.sdk.model.Tag;
import com.inboxapp.sdk.model.TagId;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses an account for a prospect by ordered rules: the guide's "Account Selection Logic". The first rule that
 * matches wins.
 *
 * <pre>{@code
 * AccountSelector selector = rx.accounts().selector()
 *     .when("high value", Prospect::followersCount, count -> count >= 100_000, AccountRef.handle("acme_founder"))
 *     .whenTagged("Support", AccountRef.purpose("support"))
 *     .defaultAccount(AccountRef.handle("acmecorp"))
 *     .build();
 * }</pre>
 *
 * <p>A rule does not match if it needs a value that the prospect does not have. Thread-safe.
 */
public final class AccountSelector {
    static final String DEFAULT = "default";

    private record Rule(String name, Predicate<Prospect> condition, AccountRef account) {}

    private final Accounts accounts;
    private final List<Rule> rules;
    private final AccountRef defaultAccount;

    private AccountSelector(Builder builder, AccountRef defaultAccount) {
        this.accounts = builder.accounts;
        this.rules = List.copyOf(builder.rules);
        this.defaultAccount = defaultAccount;
    }

    /**
     * Chooses an account. Accounts that are {@code offline} or {@code paused} can be chosen too; sending from them
     * fails.
     *
     * <p><b>Error handling:</b> fails with {@link com.inboxapp.sdk.InboxAccountException} if the account of the
     * matching rule is not connected, and with {@link IllegalStateException}, which names the rule, if a condition throws.
     * <b>Scheduler:</b> rules run on the caller's thread, or on a thread of the client if something is requested.
     * <b>Requests:</b> one for the list of accounts unless it is cached; one for the tags, unless they are cached, if
     * the prospect has only the ids of its tags.
     *
     * @param prospect the prospect
     * @return the account, and which rule matched
     */
    public Single<Selection> select(Prospect prospect) {
        return withTags(Objects.requireNonNull(prospect, "prospect")).flatMap(this::choose);
    }

    private Single<Selection> choose(Prospect prospect) {
        List<String> undecided = new ArrayList<>();
        for (Rule rule : rules) {
            if (matches(rule, prospect, undecided)) {
                return selection(rule.account, rule.name, undecided);
            }
        }
        return selection(defaultAccount, DEFAULT, undecided);
    }

    private Single<Selection> selection(AccountRef account, String rule, List<String> undecided) {
        return accounts.find(account).map(found -> new Selection(found, rule, undecided));
    }

    private static boolean matches(Rule rule, Prospect prospect, List<String> undecided) {
        try {
            return rule.condition.test(prospect);
        } catch (MissingValueException e) {
            undecided.add(rule.name);
            return false;
        } catch (NullPointerException e) {
            // the guide's own condition, prospect.followersCount() >= 100000, unboxes a nullable value
            throw new IllegalStateException(
                    "the rule \"" + rule.name
                            + "\" failed: its condition uses a value that the prospect does not have. Add it with"
                            + " when(rule, value, condition, account), which skips the rule if the value is missing",
                    e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the rule \"" + rule.name + "\" failed: " + e.getMessage(), e);
        }
    }

    /** Returns the prospect with complete tags. Some responses have only the ids of the tags. */
    private Single<Prospect> withTags(Prospect prospect) {
        List<TagId> ids =
                prospect.context() == null ? List.of() : prospect.context().tags();
        if (prospect.tags() != null || ids.isEmpty()) {
            return Single.just(prospect);
        }
        return accounts.tags(ids)
                .map(known -> prospect.toBuilder().tags(tagsById(ids, known)).build());
    }

    private static List<Tag> tagsById(List<TagId> ids, Map<TagId, Tag> known) {
        return ids.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    /** Thrown when the prospect lacks the value of a rule. */
    private static final class MissingValueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingValueException() {
            super(null, null, false, false);
        }
    }

    /** Builder for {@link AccountSelector}. Rules apply in the order in which you add them. Not thread-safe. */
    public static final class Builder {
        private final Accounts accounts;
        private final List<Rule> rules = new ArrayList<>();
        private @Nullable AccountRef defaultAccount;

        Builder(Accounts accounts) {
            this.accounts = accounts;
        }

        /**
         * Adds a rule with a condition.
         *
         * @param rule the name of the rule, for explanations
         * @param condition the condition. Values of a prospect may be null; to skip the rule then, use
         *     {@link #when(String, Function, Predicate, AccountRef)}
         * @param account the id, handle or purpose of the account
         * @return this builder
         * @throws IllegalArgumentException if the name is blank, already used, or {@code default}
         */
        public Builder when(String rule, Predicate<Prospect> condition, AccountRef account) {
            String name = Objects.requireNonNull(rule, "rule");
            if (name.isBlank() || name.equals(DEFAULT) || rules.stream().anyMatch(known -> known.name.equals(name))) {
                throw new IllegalArgumentException("rule must be a unique, non-blank name other than \"" + DEFAULT
                        + "\", but was \"" + name + "\"");
            }
            rules.add(new Rule(
                    name, Objects.requireNonNull(condition, "condition"), Objects.requireNonNull(account, "account")));
            return this;
        }

        /**
         * Adds a rule with a condition on one value of the prospect. If the value is missing, the rule does not match,
         * and the condition is not called.
         *
         * @param rule the name of the rule, for explanations
         * @param value returns the value, for instance {@code Prospect::followersCount}
         * @param condition the condition on the value
         * @param account the id, handle or purpose of the account
         * @param <V> the type of the value
         * @return this builder
         * @throws IllegalArgumentException if the name is blank, already used, or {@code default}
         */
        public <V> Builder when(
                String rule, Function<Prospect, @Nullable V> value, Predicate<V> condition, AccountRef account) {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(condition, "condition");
            return when(
                    rule,
                    prospect -> {
                        V known = value.apply(prospect);
                        if (known == null) {
                            throw new MissingValueException();
                        }
                        return condition.test(known);
                    },
                    account);
        }

        /**
         * Adds a rule for prospects with a tag. If only the ids of tags are known, their names are looked up.
         *
         * @param tag the exact name of the tag
         * @param account the id, handle or purpose of the account
         * @return this builder
         */
        public Builder whenTagged(String tag, AccountRef account) {
            Objects.requireNonNull(tag, "tag");
            return when(
                    "tag " + tag,
                    prospect -> prospect.tags() != null
                            && prospect.tags().stream()
                                    .anyMatch(known -> known.name().equals(tag)),
                    account);
        }

        /**
         * Sets the account for prospects that no rule matches. Required.
         *
         * @param account the id, handle or purpose of the account
         * @return this builder
         */
        public Builder defaultAccount(AccountRef account) {
            this.defaultAccount = Objects.requireNonNull(account, "account");
            return this;
        }

        /**
         * Sets the account for prospects that no rule matches, by its Inbox id, as in the guide. Required.
         *
         * @param account the Inbox id of the account
         * @return this builder
         */
        public Builder defaultAccount(AccountLinkId account) {
            return defaultAccount(AccountRef.id(account));
        }

        /**
         * Builds the selector.
         *
         * @return a selector with these rules
         * @throws IllegalStateException if there is no default account
         */
        public AccountSelector build() {
            if (defaultAccount == null) {
                throw new IllegalStateException("defaultAccount is required");
            }
            return new AccountSelector(this, defaultAccount);
        }
    }
}
