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
 * The names by which this server may be called: those of the loopback interface, and those that were given. A browser says in {@code Host}
 * which name it looked up. A site whose name was made to lead to this machine (DNS rebinding) is told by it, and could otherwise use the API
 * as if it were a page of this machine.
 */
final class AllowedHosts {

    /** A name or an IPv4 address, or an IPv6 address in brackets; and a port, which makes no difference. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]*)?");

    private static final Pattern LOOPBACK_IPV4 =
            Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");

    private final Set<String> given = new HashSet<>();

    AllowedHosts(Set<String> given) {
        given.forEach(host -> this.given.add(name(host)));
    }

    /**
     * Checks a host that is to be allowed.
     *
     * @throws IllegalArgumentException if it is no name and no address, or has a port
     */
    static String checked(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches() || matcher.group(2) != null || name(host).isEmpty()) {
            throw new IllegalArgumentException("an allowed host must be a name or an address without a port, such as"
                    + " sandbox.local or [fd00::1], but is '" + host + "'");
        }
        return host;
    }

    /**
     * Refuses a request for another host.
     *
     * @param hosts the values of its {@code Host} headers
     * @param target the host and port in its request line, if there is one
     * @throws ApiError 400 if there are several headers, or none in HTTP/1.1; 403 if the host is not allowed
     */
    void check(List<String> hosts, @Nullable String target, String protocol) {
        if (hosts.size() > 1) {
            throw ApiError.badRequest("A request has one header Host, not " + hosts.size() + ".");
        }
        // without one, no browser sent it; it came with HTTP/1.1
        if (hosts.isEmpty() && !protocol.equals("HTTP/1.0")) {
            throw ApiError.badRequest("The header Host is missing.");
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
                    "The sandbox does not answer to the host '" + shown
                            + "', only to names of the loopback interface. Start it with --allow-host, or allowHost(..),"
                            + " to allow another one.");
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

    /** In lower case, without the full stop that ends an absolute name; of an IPv6 address the one form that Java writes. */
    private static String name(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        InetAddress address = name.startsWith("[") ? address(name) : null;
        if (address == null) {
            return name.toLowerCase(Locale.ROOT);
        }
        // an IPv4 address may be written as one of IPv6
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static boolean isLoopback(String name) {
        InetAddress address = address(name);
        return address != null && address.isLoopbackAddress();
    }

    /** Of an address in brackets, which is not looked up. */
    private static @Nullable InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
