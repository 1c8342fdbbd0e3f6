package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import java.util.List;
import java.util.Objects;

/**
 * The account that was chosen for a prospect, and why.
 *
 * @param account the account
 * @param rule the name of the rule that matched; {@code default} if none did
 * @param undecided the names of rules before it that could not be decided, since a value is not known of the prospect; they do not match
 */
public record Selection(AccountLink account, String rule, List<String> undecided) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if something is null
     */
    public Selection {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(rule, "rule");
        undecided = List.copyOf(undecided);
    }

    /**
     * Whether no rule matched.
     *
     * @return true if the account is the default one
     */
    public boolean isDefault() {
        return rule.equals(AccountSelector.DEFAULT);
    }
}
