package com.inboxapp.sdk.rx;

import com.inboxapp.sdk.InboxAccountException;
import com.inboxapp.sdk.InboxAccountException.Reason;
import com.inboxapp.sdk.model.AccountLink;
import com.inboxapp.sdk.model.AccountLinkId;
import com.inboxapp.sdk.model.AccountLinkStatus;
import com.inboxapp.sdk.model.PlatformUserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the team's account links in the server's order, and of what each is used for: the guide's "keep a
 * record of which account is used for what purpose". Immutable; {@link Accounts#directory()} returns a newer one.
 */
public final class AccountDirectory {
    static final String OPERATION = "accountLinks.list";
    private static final String NONE_CONNECTED =
            "the team has no connected account. Accounts are connected in the Inbox dashboard (Settings, Connected Accounts,"
                    + " Connect X Account), not by the API";

    private final Map<AccountLinkId, AccountLink> byId = new LinkedHashMap<>();
    private final Map<String, AccountRef> purposes;
    private final Set<PlatformUserId> platformIds;

    AccountDirectory(List<AccountLink> accounts, Map<String, AccountRef> purposes) {
        accounts.forEach(account -> byId.putIfAbsent(account.id(), account));
        this.purposes = purposes;
        this.platformIds = accounts.stream().map(AccountLink::platformId).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns all accounts, whatever their status.
     *
     * @return the accounts in the server's order; empty if none is connected
     */
    public List<AccountLink> accounts() {
        return List.copyOf(byId.values());
    }

    /**
     * Finds an account.
     *
     * @param ref the id, handle or purpose of the account
     * @return the account; empty if there is none
     */
    public Optional<AccountLink> find(AccountRef ref) {
        AccountLinkId id = Objects.requireNonNull(ref, "ref").id();
        if (id != null) {
            return Optional.ofNullable(byId.get(id));
        }
        if (ref.purpose() != null) {
            AccountRef recorded = purposes.get(ref.purpose());
            return recorded == null ? Optional.empty() : find(recorded);
        }
        return byId.values().stream()
                .filter(account ->
                        AccountRef.plainHandle(account.platformUsername()).equals(ref.handle()))
                .findFirst();
    }

    /**
     * Returns an account, or throws if it is not connected.
     *
     * @param ref the id, handle or purpose of the account
     * @return the account
     * @throws InboxAccountException if the account is not connected; the message lists the connected handles, or
     *     explains where to connect accounts if there are none
     */
    public AccountLink require(AccountRef ref) {
        return find(ref).orElseThrow(() -> unknown(ref));
    }

    /**
     * Returns the purposes of an account.
     *
     * @param id the Inbox id of the account
     * @return its purposes, in lower case; empty if none is recorded
     */
    public Set<String> purposesOf(AccountLinkId id) {
        Objects.requireNonNull(id, "id");
        return purposes.entrySet().stream()
                .filter(entry -> find(entry.getValue())
                        .filter(account -> account.id().equals(id))
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether a user of X is one of the team's own accounts.
     *
     * @param user X's id of the user
     * @return whether the user is an account of this directory
     */
    public boolean isOwn(PlatformUserId user) {
        return platformIds.contains(Objects.requireNonNull(user, "user"));
    }

    @Nullable
    AccountLink get(AccountLinkId id) {
        return byId.get(id);
    }

    /** Throws if no account is connected. */
    AccountDirectory notEmpty() {
        if (byId.isEmpty()) {
            throw new InboxAccountException(OPERATION, Reason.NONE_CONNECTED, NONE_CONNECTED);
        }
        return this;
    }

    /** Returns whether an account can send. An unknown status counts as able to send. */
    static boolean canSend(AccountLink account) {
        return !AccountLinkStatus.OFFLINE.equals(account.status())
                && !AccountLinkStatus.PAUSED.equals(account.status());
    }

    /** Throws if the account cannot send. */
    static AccountLink requireSending(AccountLink account) {
        if (!canSend(account)) {
            throw new InboxAccountException(
                    "messages.quickSend",
                    Reason.CANNOT_SEND,
                    "@" + account.platformUsername() + " (" + account.id() + ") is " + account.status()
                            + ", and cannot send: sign in to it again in the Inbox dashboard, or choose another"
                            + " account");
        }
        return account;
    }

    private InboxAccountException unknown(AccountRef ref) {
        if (byId.isEmpty()) {
            return new InboxAccountException(OPERATION, Reason.NONE_CONNECTED, NONE_CONNECTED);
        }
        AccountRef recorded = ref.purpose() == null ? null : purposes.get(ref.purpose());
        String what = ref.purpose() != null && recorded == null
                ? "no account is recorded for the " + ref + "; recorded are " + purposes.keySet()
                        + ". Record it with AccountsOptions.builder().purpose(..)"
                : "the team has no account with the "
                        + (recorded == null ? ref : recorded + ", recorded for the " + ref);
        return new InboxAccountException(OPERATION, Reason.UNKNOWN, what + ". Connected are " + handles());
    }

    private String handles() {
        int maxListed = 50;
        String list = byId.values().stream()
                .limit(maxListed)
                .map(account -> "@" + account.platformUsername())
                .collect(Collectors.joining(", "));
        return byId.size() > maxListed ? list + " and " + (byId.size() - maxListed) + " more" : list;
    }

    @Override
    public String toString() {
        return "AccountDirectory[" + handles() + "]";
    }
}
