package com.inboxapp.sdk;

/** The smallest responses that the API documentation allows. */
final class Responses {
    static final String TAG = "{\"id\":\"tag_1\",\"name\":\"Support\",\"color\":\"blue\"}";
    static final String STATUS =
            "{\"id\":\"status_1\",\"name\":\"Lead\",\"color\":null,\"createdAt\":\"2025-11-10T18:03:16.000Z\"}";
    static final String COLORS = "[{\"name\":\"blue\",\"hex\":\"#1d9bf0\"}]";
    static final String MEMBER = """
            {"id":"mem_1","userId":"user_1","name":null,"email":"nora@acme.example","image":null,"role":"owner",\
            "createdAt":"2024-01-10T08:00:00.000Z","updatedAt":null}""";
    static final String TEAM = """
            {"id":"team_1","name":"Acme","slug":"acme","image":null,"createdAt":"2024-01-10T08:00:00.000Z","updatedAt":null,\
            "currency":"USD","allowSupportAccess":true}""";
    static final String ACCOUNT_LINKS = """
            {"accountLinks":[{"id":"acc_abc123","platformId":"123456789","platform":"x","platformUsername":"acmecorp",\
            "name":"Acme Corp","createdAt":"2024-01-15T10:30:00.000Z"}]}""";
    static final String PROSPECT = "{\"platformId\":\"555555555\",\"username\":\"jordanellis\"}";
    static final String THREAD = "{\"id\":\"thread_1\",\"accountLinkId\":\"acc_abc123\",\"prospect\":" + PROSPECT
            + ",\"done\":false,\"createdAt\":\"2025-11-10T18:03:16.000Z\"}";
    static final String THREAD_PAGE = "{\"threads\":[" + THREAD + "],\"nextCursor\":null}";
    static final String NO_THREADS = "{\"threads\":[],\"nextCursor\":null}";
    static final String MESSAGE = """
            {"id":"msg_1","threadId":"thread_1","text":"Hello","authorId":"acc_abc123",\
            "createdAt":"2025-11-10T18:03:16.000Z"}""";
    static final String MESSAGE_PAGE = "{\"threadId\":\"thread_1\",\"messages\":[" + MESSAGE + "],\"nextCursor\":null}";
    static final String SENT_MESSAGE =
            "{\"message\":" + MESSAGE + ",\"thread\":{\"id\":\"thread_1\",\"platformId\":null}}";
    static final String EDITED_MESSAGE = """
            {"success":true,"messageId":"msg_1","text":"Hello again","editedAt":"2025-11-10T18:03:16.000Z"}""";
    static final String DELETED_MESSAGE =
            "{\"success\":true,\"messageId\":\"msg_1\",\"deletedAt\":\"2025-11-10T18:03:16.000Z\"}";
    static final String REACTION = "{\"success\":true,\"messageId\":\"msg_1\"}";
    static final String HISTORY = "{\"versions\":[],\"deletion\":null}";
    static final String EVENTS = "{\"events\":[],\"hasMore\":false,\"lastSeq\":null}";

    private Responses() {}

    static String list(String element) {
        return "[" + element + "]";
    }
}
