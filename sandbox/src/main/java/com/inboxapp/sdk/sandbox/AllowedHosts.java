package com.inboxapp.sdk.sandbox;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host names that requests may address: the names of the loopback interface, and those configured. A browser sends the host name it
 * resolved in the {@code Host} header. The check stops DNS rebinding: a web site that makes its own name resolve to this machine could
 * otherwise use the API as if its pages were served from here.
 */
final class AllowedHosts {

    /** Matches a name, an IPv4 address or an IPv6 address in brackets, with an optional port, which is ignored. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]*)?");

    private static final Pattern LOOPBACK_IPV4 =
            Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");

    private final Set<String> given = new HashSet<>();

    AllowedHosts(Set<String> given) {
        given.forEach(host -> this.given.add(name(host)));
    }

    /**
     * Validates a host to be allowed and returns it.
     *
     * @throws IllegalArgumentException if the host is neither a name nor an address, or has a port
     */
    static String checked(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches() || matcher.group(2) != null || name(host).isEmpty()) {
            throw new IllegalArgumentException("host must be a name or an address without a port, such as"
                    + " sandbox.local or [fd00::1], but was '" + host + "'");
        }
        return host;
    }

    /**
     * Rejects a request for a host that is not allowed.
     *
     * @param hosts the values of the request's {@code Host} headers
     * @param target the host and port in the request line; null if the request line has none
     * @throws ApiError 400 if there are several {@code Host} headers, or none in a request other than HTTP/1.0; 403 if a host is not
     *     allowed
     */
    void check(List<String> hosts, @Nullable String target, String protocol) {
        if (hosts.size() > 1) {
            throw ApiError.badRequest(
                    "A request must have exactly one Host header, but this one has " + hosts.size() + ".");
        }
        // a browser always sends the Host header, which HTTP/1.1 introduced
        if (hosts.isEmpty() && !protocol.equals("HTTP/1.0")) {
            throw ApiError.badRequest("The Host header is missing.");
        }
        for (String host : hosts) {
            checkAllowed(host);
        }
        if (target != null) {
            checkAllowed(target);
        }
    }

    private void checkAllowed(String host) {
        if (!allows(host)) {
            String shown = host.length() <= 60 ? host : host.substring(0, 60) + "...";
            throw new ApiError(
                    403,
                    "FORBIDDEN",
                    "The sandbox does not accept the host '" + shown
                            + "'. By default, only names of the loopback interface are allowed. To allow another name,"
                            + " start the sandbox with --allow-host or allowHost(..).");
        }
    }

    boolean allows(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        String name = name(matcher.group(1));
        return name.equals("localhost")
                || LOOPBACK_IPV4.matcher(name).matches()
                || (name.startsWith("[") && isLoopback(name))
                || given.contains(name);
    }

    /** Normalizes a host: lower case, without the trailing dot of an absolute name, and an IPv6 address in the form that Java prints. */
    private static String name(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        InetAddress address = name.startsWith("[") ? address(name) : null;
        if (address == null) {
            return name.toLowerCase(Locale.ROOT);
        }
        // Java parses an IPv4-mapped IPv6 address as an IPv4 address
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static boolean isLoopback(String name) {
        InetAddress address = address(name);
        return address != null && address.isLoopbackAddress();
    }

    /** Parses an address in brackets, without a DNS lookup. Returns null if it is not an address. */
    private static @Nullable InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
