package com.inboxapp.sdk.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names and message texts of the demo data. */
final class DemoTexts {

    static final List<String> FIRST_NAMES = List.of(
            "Maya", "Liam", "Aisha", "Mateo", "Ingrid", "Kenji", "Zara", "Oliver", "Chidi", "Elena", "Noah", "Yara",
            "Tariq", "Freya", "Diego", "Hana", "Marcus", "Leila", "Sven", "Amara", "Lucas", "Mei", "Ravi", "Clara",
            "Omar", "Sofia", "Ethan", "Nadia", "Hugo", "Ines", "Caleb", "Anika", "Felix", "Rosa", "Jonas", "Thandi",
            "Victor", "Wen", "Callum", "Bianca");

    static final List<String> LAST_NAMES = List.of(
            "Chen", "Walsh", "Okafor", "Rojas", "Berg", "Tanaka", "Haddad", "Price", "Eze", "Petrov", "Keller", "Silva",
            "Rahman", "Dahl", "Navarro", "Sato", "Reed", "Karimi", "Holm", "Diallo", "Moreau", "Lin", "Patel", "Weber",
            "Farouk", "Rossi", "Brooks", "Ivanov", "Laurent", "Costa", "Hayes", "Gupta", "Braun", "Mendez", "Vogel",
            "Nkosi", "Stein", "Zhao", "Murray", "Conti");

    static final List<String> BIOS = List.of(
            "Founder. Coffee first, then code.",
            "Head of growth at a small SaaS you have not heard of yet.",
            "Designer, cyclist, part-time baker.",
            "I write about pricing and people.",
            "Angel investor. DMs open for climate tech.",
            "Community lead. Opinions are my own.",
            "Freelance photographer between Lisbon and Oslo.",
            "Developer advocate; ask me about queues.");

    static final List<String> LOCATIONS = List.of(
            "Berlin", "Lagos", "São Paulo", "Osaka", "New York, NY", "London", "Nairobi", "Stockholm", "Remote");

    /** Tag names and their colours. */
    static final Map<String, String> TAGS =
            ordered("Support", "orange", "VIP", "purple", "Newsletter", "blue", "Partner", "#0ea5e9");

    /** Status names and their colours. An empty string means no colour. */
    static final Map<String, String> STATUSES =
            ordered("New", "", "In conversation", "blue", "Qualified", "yellow", "Won", "green", "Lost", "red");

    /** Texts of message requests. */
    static final List<String> REQUESTS = List.of(
            "Hey! Saw your launch post. Is there a free plan for open source projects?",
            "Hi, I run a newsletter for founders and would love to feature you.",
            "Are you hiring? I have built two products in this space.",
            "Hello, can somebody tell me who handles partnerships?",
            "Quick question: do you support teams outside the US?");

    /** Conversations of the sales account. A line that starts with {@code >} is from the team. */
    static final List<List<String>> SALES = List.of(
            List.of(
                    ">Hi {name}, loved your thread on onboarding. Can I show you what we are building?",
                    "Sure, send it over.",
                    ">Here it is: acme.example/tour. It takes two minutes.",
                    "Neat! What does the team plan cost?",
                    ">49 a month for five seats. Happy to set up a trial for you.",
                    "Let me talk to my co-founder and come back to you."),
            List.of(
                    ">Hello {name}! You asked for early access, and your invite is ready.",
                    "Finally 🎉 Thank you!",
                    ">Shall we do a short call on Thursday?",
                    "Thursday at 3 works."),
            List.of(
                    "Do you have an API?",
                    ">We do, {name}. It covers threads, prospects, tags and statuses.",
                    "Is there an SDK for Java?",
                    ">There is. What would you like to automate?",
                    "Mostly routing: support questions should not end up with sales."),
            List.of(
                    ">Hey {name}, thanks for the shout-out yesterday.",
                    "You deserve it. How is the new release going?",
                    ">Better than we hoped. Want to be in the beta group?",
                    "Count me in.",
                    ">Done. You will get a message from us on Monday."),
            List.of(
                    ">Hi {name}, we spoke at the meetup in March. Still looking for a shared inbox?",
                    "We are. Budget opens in Q4 though.",
                    ">Makes sense. May I check in again in October?",
                    "Please do."));

    /** Conversations of the support account, in the same format. */
    static final List<List<String>> SUPPORT = List.of(
            List.of(
                    "Hi, I cannot log in since this morning.",
                    ">Sorry to hear that, {name}. Which error do you see?",
                    "It says the session has expired, over and over.",
                    ">Thanks. Please clear the cookies of acme.example once; we fixed the cause today.",
                    "That worked, thank you!"),
            List.of(
                    "The export is not working for me. The file is empty.",
                    ">That should not happen. Did you choose a date range, {name}?",
                    "Oh. I had next year in there 🙈",
                    ">Happens to all of us. Anything else?"),
            List.of(
                    "How do I add a second X account?",
                    ">In Settings, Connected Accounts, Connect X Account. You need to be an admin.",
                    "Got it. Does each account have its own sending limit?",
                    ">It does, {name}. So it pays to spread outreach."),
            List.of(
                    "I was charged twice this month. Can you help?",
                    ">I can see it, {name}, and have refunded the second payment.",
                    "Great service, thanks."),
            List.of(
                    ">Hello {name}, your ticket from last week is solved: notifications arrive again.",
                    "Confirmed, they do.",
                    ">Perfect. Have a good weekend!"),
            List.of(
                    "There is a bug in the mobile view: the send button hides behind the keyboard.",
                    ">Thank you for the report, {name}. Which phone is it?",
                    "A Pixel, newest update.",
                    ">We can reproduce it and will write here when it is fixed.",
                    "Any news?"));

    private DemoTexts() {}

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
