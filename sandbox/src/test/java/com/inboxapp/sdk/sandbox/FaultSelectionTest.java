package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.inboxapp.sdk.testing.Warnings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultSelectionTest {

    private static final Fault BUSY = Fault.withoutEffect().respond(503);
    private static final Fault BROKEN = Fault.withoutEffect().respond(500);

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.empty();

    @Test
    void occurrencesAreCountedFromTheNextRequest() {
        sandbox.get("/team");
        faults().on("GET", "/team").nth(2, BUSY).between(4, 5, BROKEN);

        assertThat(statuses("/team", 6)).containsExactly(200, 503, 200, 500, 500, 200);
    }

    @Test
    void eachAppliesUntilTheFaultsAreCleared() {
        faults().on("GET", "/team").each(BUSY);

        assertThat(statuses("/team", 3)).containsExactly(503, 503, 503);
        faults().clear();
        assertThat(statuses("/team", 1)).containsExactly(200);
    }

    @Test
    void otherOperationsNeitherFailNorCount() {
        faults().on("GET", "/tags/{tagId}").nth(2, BUSY);
        sandbox.get("/tags");
        sandbox.get("/tags/colors");
        sandbox.send("DELETE", "/tags/a");

        assertThat(statuses("/tags/a", 1)).containsExactly(404);
        assertThat(statuses("/tags/b%2Fc", 1)).containsExactly(503);
    }

    @Test
    void firstRuleAppliesAndAllRulesCount() {
        faults().on("GET", "/team").nth(1, BUSY);
        faults().onEvery().between(1, 2, BROKEN);

        assertThat(statuses("/team", 3)).containsExactly(503, 500, 200);
    }

    @Test
    void onEveryIncludesRequestsWithoutAnOperation() {
        faults().onEvery().each(BUSY);

        assertThat(sandbox.get("/nothing").status()).isEqualTo(503);
        assertThat(sandbox.send("PUT", "/team").status()).isEqualTo(503);
        HttpRequest platform = HttpRequest.newBuilder(
                        URI.create(sandbox.sandbox().baseUrl()).resolve("/elsewhere"))
                .build();
        assertThat(sandbox.send(platform).status()).isEqualTo(503);
    }

    @Test
    void sameSeedGivesTheSameFaults() {
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            faults().clear();
            faults().on("GET", "/team").sometimes(0.5, new Random(17), BUSY, BROKEN);
            runs.add(statuses("/team", 40));
        }

        assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains(200, 500, 503);
    }

    @Test
    void probabilitiesZeroAndOneMeanNeverAndAlways() {
        faults().on("GET", "/team").sometimes(0, new Random(1), BUSY);
        faults().on("GET", "/tags").sometimes(1, new Random(1), BUSY);

        assertThat(statuses("/team", 10)).containsOnly(200);
        assertThat(statuses("/tags", 10)).containsOnly(503);
    }

    @Test
    void functionReceivesTheWholeRequest() {
        List<ReceivedRequest> received = new ArrayList<>();
        faults().on("POST", "/tags").decide(request -> {
            received.add(request);
            return request.body().contains("B") ? Optional.of(BUSY) : Optional.empty();
        });

        assertThat(sandbox.send("POST", "/tags", "{\"name\":\"A\"}").status()).isEqualTo(200);
        assertThat(sandbox.send("POST", "/tags", "{\"name\":\"B\"}").status()).isEqualTo(503);
        assertThat(Reply.texts(sandbox.ok("/tags"), "name")).containsExactly("A");
        assertThat(received).hasSize(2).noneMatch(ReceivedRequest::hasResponse);
    }

    @Test
    void respondsWith500WhenTheFunctionThrows() {
        faults().on("POST", "/tags").decide(request -> {
            throw new IllegalStateException("out of faults");
        });

        Reply reply = sandbox.send("POST", "/tags", "{\"name\":\"A\"}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).contains("out of faults");
        assertThat(Warnings.takenTexts()).containsExactly("the function passed to decide(..) failed");
        assertThat(sandbox.ok("/tags")).isEmpty();
    }

    @Test
    void appliesToRequestsWithAnInvalidToken() {
        faults().onEvery().nth(1, BUSY);
        URI team = URI.create(sandbox.sandbox().baseUrl() + "/team");

        assertThat(sandbox.send(HttpRequest.newBuilder(team).build()).status()).isEqualTo(503);
        assertThat(sandbox.send(HttpRequest.newBuilder(team).build()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"GET, /threads/messages", "POST, threads/messages", "post, /threads/messages", "GET, /threads/abc"})
    void rejectsAnUnknownOperation(String method, String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults().on(method, path))
                .withMessageContaining(method + " " + path);
    }

    @Test
    void rejectsInvalidSelections() {
        Faults.Requests team = faults().on("GET", "/team");

        assertThatIllegalArgumentException().isThrownBy(() -> team.nth(0, BUSY));
        assertThatIllegalArgumentException().isThrownBy(() -> team.between(3, 2, BUSY));
        assertThatIllegalArgumentException().isThrownBy(() -> team.sometimes(1.1, new Random(1), BUSY));
        assertThatIllegalArgumentException().isThrownBy(() -> team.sometimes(Double.NaN, new Random(1), BUSY));
        assertThatIllegalArgumentException().isThrownBy(() -> team.sometimes(1, new Random(1)));
    }

    private Faults faults() {
        return sandbox.sandbox().faults();
    }

    private List<Integer> statuses(String path, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> sandbox.get(path).status())
                .toList();
    }
}
