package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.model.AccountLink;
import java.util.List;
import java.util.Objects;

/**
 * The account that was chosen for a prospect, and the rule that chose it.
 *
 * @param account the account
 * @param rule the name of the rule that matched; {@code default} if none did
 * @param undecided the names of earlier rules that did not match because the prospect lacks a value
 */
public record Selection(AccountLink account, String rule, List<String> undecided) {
    /**
     * Validates and copies the components.
     *
     * @throws NullPointerException if a component is null
     */
    public Selection {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(rule, "rule");
        undecided = List.copyOf(undecided);
    }

    /**
     * Returns whether no rule matched.
     *
     * @return true if the account is the default one
     */
    public boolean isDefault() {
        return rule.equals(AccountSelector.DEFAULT);
    }
}
