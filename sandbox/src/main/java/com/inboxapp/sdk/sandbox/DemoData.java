package com.inboxapp.sdk.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fills an inbox with prospects and threads. The data is the same every time, and nothing is newer than {@link #NEWEST}. The module's
 * README describes it. It contains every object that an example in the OpenAPI document refers to by id, so that the examples work.
 */
final class DemoData {

    /** The latest possible time in the demo data. */
    static final Instant NEWEST = Instant.parse("2025-11-10T18:03:16.000Z");

    /** The X user id in the guide's samples. This prospect has a thread with the first account, and none with the second. */
    static final String GUIDE_PROSPECT = "555555555";

    private static final String GUIDE_THREAD = "thread_abc123";
    /** The message ids in the document's examples, by text. The last message with the text gets the id. */
    private static final Map<String, String> GUIDE_MESSAGE_IDS = Map.of(
            ">Shall we do a short call on Thursday?", "msg_out01",
            "Thursday at 3 works.", "msg_in01");

    private static final int GUIDE_MESSAGES = 120;
    private static final int DEFAULT_THREADS = 260;
    private static final int REQUESTS = 30;
    private static final int ARCHIVED = 30;
    private static final int IDLE = 8;
    private static final int EMPTY_THREADS = 3;
    private static final int SHARED_PEOPLE = 60;

    private enum Kind {
        DEFAULT,
        REQUEST,
        ARCHIVED,
        IDLE,
        EMPTY
    }

    private final Inbox inbox;
    private final Random random = new Random(2025);
    private final List<Member> members;
    private final List<Label> tags = new ArrayList<>();
    private final List<Label> statuses = new ArrayList<>();

    DemoData(Inbox inbox) {
        this.inbox = inbox;
        this.members = inbox.members.values().stream()
                .map(member -> member.role().equals("owner") ? member.withId("member_ana") : member)
                .toList();
    }

    void fill() {
        inbox.members.clear();
        members.forEach(member -> inbox.members.put(member.id(), member));
        addLabels();
        Account sales = inbox.account("acc_abc123");
        Account support = inbox.account("acc_def456");
        addGuideThread(sales);
        int people = addThreads(sales, DemoTexts.SALES, 0, DEFAULT_THREADS - 1);
        addThreads(support, DemoTexts.SUPPORT, people - SHARED_PEOPLE, DEFAULT_THREADS);
        inbox.advanceTo(NEWEST);
    }

    private void addLabels() {
        DemoTexts.TAGS.forEach((name, color) -> {
            String id = name.equals("Support") ? "tag_support" : inbox.ids.next();
            tags.add(new Label(id, name, color, Inbox.TEAM_CREATED));
            inbox.tags.put(tags.get(tags.size() - 1));
        });
        DemoTexts.STATUSES.forEach((name, color) -> {
            String id = name.equals("Qualified") ? "status_qualified" : inbox.ids.next();
            statuses.add(new Label(id, name, color.isEmpty() ? null : color, Inbox.TEAM_CREATED));
            inbox.statuses.put(statuses.get(statuses.size() - 1));
        });
    }

    /** Adds the thread of the guide's prospect. It is long enough for several pages of messages. */
    private void addGuideThread(Account account) {
        Instant last = NEWEST.minus(Duration.ofDays(3));
        Prospect.Profile profile = new Prospect.Profile(
                "jordanellis", "Jordan Ellis", "Building in public.", "Austin, TX", 128_400, 812, 9_310, "verified");
        Prospect jordan = inbox.addProspect("prospect_jdoe", GUIDE_PROSPECT, profile, last.minus(Duration.ofDays(200)));
        List<String> lines = new ArrayList<>();
        for (int i = 0; lines.size() < GUIDE_MESSAGES; i++) {
            lines.addAll(DemoTexts.SALES.get(i % DemoTexts.SALES.size()));
        }
        addThread(GUIDE_THREAD, account, jordan, last, lines.subList(0, GUIDE_MESSAGES), true);
    }

    /** Adds threads with consecutive prospects, {@code defaults} of them in the default view. Returns the number of threads. */
    private int addThreads(Account account, List<List<String>> dialogues, int firstPerson, int defaults) {
        List<Kind> kinds = new ArrayList<>();
        kinds.addAll(Collections.nCopies(defaults - EMPTY_THREADS, Kind.DEFAULT));
        kinds.addAll(Collections.nCopies(EMPTY_THREADS, Kind.EMPTY));
        kinds.addAll(Collections.nCopies(REQUESTS, Kind.REQUEST));
        kinds.addAll(Collections.nCopies(ARCHIVED, Kind.ARCHIVED));
        kinds.addAll(Collections.nCopies(IDLE, Kind.IDLE));
        Collections.shuffle(kinds, random);
        Instant time = NEWEST;
        for (int i = 0; i < kinds.size(); i++) {
            // three threads in every twelve have the same time, so that pages can end among equal times
            boolean tie = i % 12 == 4 || i % 12 == 5;
            time = tie ? time : time.minusMillis(1 + random.nextInt(10_000_000));
            Prospect prospect = person(firstPerson + i, time);
            addThread(account, prospect, time, dialogues.get(i % dialogues.size()), kinds.get(i), i);
        }
        return kinds.size();
    }

    private void addThread(
            Account account, Prospect prospect, Instant time, List<String> dialogue, Kind kind, int number) {
        List<String> lines = switch (kind) {
            case DEFAULT -> dialogue.subList(0, 1 + random.nextInt(dialogue.size()));
            case REQUEST -> List.of(DemoTexts.REQUESTS.get(random.nextInt(DemoTexts.REQUESTS.size())));
            case ARCHIVED -> dialogue;
            case IDLE, EMPTY -> List.of();
        };
        InboxThread thread = addThread(inbox.ids.next(), account, prospect, time, lines, number % 3 == 0);
        thread.request = kind == Kind.REQUEST;
        thread.done = kind == Kind.ARCHIVED;
        thread.idle = kind == Kind.IDLE;
        thread.assigneeId =
                kind != Kind.REQUEST && number % 3 == 1 ? anyMember().id() : null;
        thread.typingIndicators = number % 10 == 0 ? Boolean.FALSE : null;
    }

    /** Adds a thread. The given time is that of the last message, or of the creation if there is no message. */
    private InboxThread addThread(
            String id, Account account, Prospect prospect, Instant time, List<String> lines, boolean xChat) {
        List<Instant> times = new ArrayList<>();
        for (Instant at = time; times.size() < lines.size(); at = at.minusMillis(60_000 + random.nextInt(5_000_000))) {
            times.add(0, at);
        }
        Instant createdAt = times.isEmpty() ? time : times.get(0);
        InboxThread thread = inbox.addConversation(id, account, prospect, createdAt, xChat);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean example = thread.id.equals(GUIDE_THREAD) && i == lines.lastIndexOf(line);
            String messageId = example ? GUIDE_MESSAGE_IDS.get(line) : null;
            thread.messages.add(message(messageId == null ? inbox.ids.next() : messageId, thread, line, times.get(i)));
        }
        return thread;
    }

    /** Returns a message for a line. A line that starts with {@code >} is from the team, any other from the prospect. */
    private ChatMessage message(String id, InboxThread thread, String line, Instant time) {
        boolean outbound = line.startsWith(">");
        String text = line.substring(outbound ? 1 : 0)
                .replace("{name}", thread.prospect.profile.displayName().replaceFirst(" .*", ""));
        boolean fromX = !outbound || random.nextInt(4) == 0;
        return new ChatMessage(
                inbox.ids,
                id,
                outbound ? thread.account.id() : thread.prospectAuthorId(),
                fromX ? null : anyMember().userId(),
                fromX ? "external" : "internal",
                text,
                time,
                null);
    }

    private Member anyMember() {
        return members.get(random.nextInt(members.size()));
    }

    /** Returns the n-th prospect. Creates one, first seen up to 90 days before the given time, if there is none yet. */
    private Prospect person(int n, Instant time) {
        String platformId = platformId(n);
        Prospect known = inbox.prospectOnPlatform(platformId);
        if (known != null) {
            return known;
        }
        String first = DemoTexts.FIRST_NAMES.get(n % DemoTexts.FIRST_NAMES.size());
        int shift = n / DemoTexts.FIRST_NAMES.size();
        String last = DemoTexts.LAST_NAMES.get((n + shift) % DemoTexts.LAST_NAMES.size());
        Integer followers = followers(n);
        boolean large = followers != null && followers >= 100_000;
        Prospect.Profile profile = new Prospect.Profile(
                username(first, last, n),
                first + " " + last,
                n % 5 == 2 ? null : DemoTexts.BIOS.get(n % DemoTexts.BIOS.size()),
                n % 4 == 3 ? null : DemoTexts.LOCATIONS.get(n % DemoTexts.LOCATIONS.size()),
                followers,
                20 + random.nextInt(3_000),
                random.nextInt(40_000),
                large ? "verified" : n % 17 == 3 ? "business" : "none");
        Prospect prospect = inbox.addProspect(platformId, profile, time.minus(Duration.ofDays(1 + random.nextInt(90))));
        addContext(prospect, n, large);
        return prospect;
    }

    /** Returns an X user id. Old X accounts have short ids; those of newer ones exceed the precision of a double. */
    private static String platformId(int n) {
        return n % 6 == 0
                ? Long.toString(20_000_000L + n * 31_337L)
                : Long.toString(1_400_000_000_000_000_001L + n * 1_234_567_890_123L);
    }

    /** Returns a handle. X allows at most 15 letters, digits and underscores. */
    private static String username(String first, String last, int n) {
        String name = (n % 3 == 0 ? first + "_" + last : first + last).toLowerCase(Locale.ROOT);
        return name.length() <= 15 && n < 400 ? name : name.substring(0, Math.min(12, name.length())) + n;
    }

    private @Nullable Integer followers(int n) {
        if (n == 1) {
            return 99_999;
        }
        if (n == 2) {
            return 100_000;
        }
        if (n % 11 == 5) {
            return null;
        }
        return n % 9 == 0 ? 100_000 + random.nextInt(4_000_000) : 40 + random.nextInt(99_000);
    }

    private void addContext(Prospect prospect, int n, boolean large) {
        if (n % 5 == 0) {
            prospect.tags.add(tag("Support"));
        }
        if (large) {
            prospect.tags.add(tag("VIP"));
        }
        if (n % 7 == 0) {
            prospect.tags.add(tag("Newsletter"));
        }
        prospect.statusId =
                n % 4 == 0 ? null : statuses.get(n % statuses.size()).id();
        if (n % 8 == 1) {
            prospect.notes = "Asked about the team plan.";
            prospect.valuation = BigDecimal.valueOf(500L + 250L * (n % 12));
        }
    }

    private String tag(String name) {
        return tags.stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
