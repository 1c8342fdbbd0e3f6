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
 * Chooses an account for a prospect by ordered rules, of which the first that matches wins: the guide's "Account Selection Logic".
 *
 * <pre>{@code
 * AccountSelector selector = rx.accounts().selector()
 *     .when("high value", Prospect::followersCount, count -> count >= 100_000, AccountRef.handle("acme_founder"))
 *     .whenTagged("Support", AccountRef.purpose("support"))
 *     .otherwise(AccountRef.handle("acmecorp"));
 * }</pre>
 *
 * <p>A rule on a value that is not known of a prospect does not match. Safe for use by many threads.
 */
public final class AccountSelector {
    static final String DEFAULT = "default";

    private record Rule(String name, Predicate<Prospect> condition, AccountRef account) {}

    private final Accounts accounts;
    private final List<Rule> rules;
    private final AccountRef otherwise;

    private AccountSelector(Builder builder, AccountRef otherwise) {
        this.accounts = builder.accounts;
        this.rules = List.copyOf(builder.rules);
        this.otherwise = otherwise;
    }

    /**
     * Chooses an account. A status of {@code offline} or {@code paused} does not matter here; sending from it is refused.
     *
     * <p><b>Error handling:</b> {@link com.inboxapp.sdk.InboxAccountException} when the account of the rule that matched is not connected; what a
     * rule throws, with the rule's name in an {@link IllegalStateException}. <b>Scheduler:</b> the caller's thread, or one of the client when something
     * is requested; rules run there. <b>Requests:</b> the list of accounts unless it is kept; that of
     * tags, unless it is kept, for a prospect whose tags are known by id only.
     *
     * @param prospect for whom
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
        return selection(otherwise, DEFAULT, undecided);
    }

    private Single<Selection> selection(AccountRef account, String rule, List<String> undecided) {
        return accounts.find(account).map(found -> new Selection(found, rule, undecided));
    }

    private static boolean matches(Rule rule, Prospect prospect, List<String> undecided) {
        try {
            return rule.condition.test(prospect);
        } catch (Missing | NullPointerException e) {
            // the guide's own condition, prospect.followersCount() >= 100000, unboxes what may be null
            undecided.add(rule.name);
            return false;
        } catch (RuntimeException e) {
            throw new IllegalStateException("the rule \"" + rule.name + "\" failed: " + e.getMessage(), e);
        }
    }

    /** The prospect with its tags in full. In some answers they are known by id only. */
    private Single<Prospect> withTags(Prospect prospect) {
        List<TagId> ids =
                prospect.context() == null ? List.of() : prospect.context().tags();
        if (prospect.tags() != null || ids.isEmpty()) {
            return Single.just(prospect);
        }
        return accounts.tags(ids)
                .map(known -> prospect.toBuilder().tags(named(ids, known)).build());
    }

    private static List<Tag> named(List<TagId> ids, Map<TagId, Tag> known) {
        return ids.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    /** Says that a rule's value is not known. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super(null, null, false, false);
        }
    }

    /** Rules, in the order in which they are added. Not safe for use by several threads. */
    public static final class Builder {
        private final Accounts accounts;
        private final List<Rule> rules = new ArrayList<>();

        Builder(Accounts accounts) {
            this.accounts = accounts;
        }

        /**
         * Chooses an account for prospects of whom something is true.
         *
         * @param rule the rule's name, for explanations
         * @param condition what has to be true; if it throws a NullPointerException, as when it compares a number that is not known, the rule
         *     does not match and is reported as undecided
         * @param account by id, handle or purpose
         * @return this
         * @throws IllegalArgumentException if the name is blank, taken, or {@code default}
         */
        public Builder when(String rule, Predicate<Prospect> condition, AccountRef account) {
            String name = Objects.requireNonNull(rule, "rule");
            if (name.isBlank() || name.equals(DEFAULT) || rules.stream().anyMatch(known -> known.name.equals(name))) {
                throw new IllegalArgumentException(
                        "a rule needs a name of its own, other than \"" + DEFAULT + "\": \"" + name + "\"");
            }
            rules.add(new Rule(
                    name, Objects.requireNonNull(condition, "condition"), Objects.requireNonNull(account, "account")));
            return this;
        }

        /**
         * Chooses an account for prospects one of whose values is as it should be. A value that is not known does not match, and the condition
         * is not asked.
         *
         * @param rule the rule's name, for explanations
         * @param value the value, for instance {@code Prospect::followersCount}
         * @param condition what has to be true of it
         * @param account by id, handle or purpose
         * @param <V> the type of the value
         * @return this
         * @throws IllegalArgumentException if the name is blank, taken, or {@code default}
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
                            throw new Missing();
                        }
                        return condition.test(known);
                    },
                    account);
        }

        /**
         * Chooses an account for prospects with a tag. Tags that are known by id only are looked up.
         *
         * @param tag the tag's name, exactly
         * @param account by id, handle or purpose
         * @return this
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
         * Ends the rules with the account for everybody else, without which there is no selector.
         *
         * @param account by id, handle or purpose
         * @return the selector
         */
        public AccountSelector otherwise(AccountRef account) {
            return new AccountSelector(this, Objects.requireNonNull(account, "account"));
        }

        /**
         * {@link #otherwise(AccountRef)}, by Inbox id as in the guide.
         *
         * @param account the Inbox id
         * @return the selector
         */
        public AccountSelector otherwise(AccountLinkId account) {
            return otherwise(AccountRef.id(account));
        }
    }
}
