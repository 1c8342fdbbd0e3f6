package com.inboxapp.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryDecoderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ids=1&ids=2&ids=3",
                "ids[]=1&ids[]=2&ids[]=3",
                "ids[0]=1&ids[1]=2&ids[2]=3",
                "ids%5B0%5D=1&ids%5B1%5D=2&ids%5B2%5D=3",
                "ids[7]=3&ids[0]=1&ids[5]=2",
                "&ids%5b%5d=1&&ids[]=2&ids[]=3&"
            })
    void decodesTheListOfTheIntroduction(String query) {
        assertThat(QueryDecoder.decode(query)).isEqualTo(Map.of("ids", List.of("1", "2", "3")));
    }

    @Test
    void decodesTheObjectOfTheIntroduction() {
        assertThat(QueryDecoder.decode(
                        "cursor[id]=l44e15irdq4db30i77cgphhx&cursor[timestamp]=2025-11-10T18:03:16.000Z"))
                .isEqualTo(Map.of(
                        "cursor", Map.of("id", "l44e15irdq4db30i77cgphhx", "timestamp", "2025-11-10T18:03:16.000Z")));
    }

    @Test
    void listsAndObjectsNest() {
        assertThat(
                        QueryDecoder.decode(
                                "filters[tags][selectedIds][0]=a&filters[tags][noTags]=true&filters[sortOrder]=asc&list[1][x]=2&list[0][x]=1"))
                .isEqualTo(Map.of(
                        "filters",
                        Map.of("tags", Map.of("selectedIds", List.of("a"), "noTags", "true"), "sortOrder", "asc"),
                        "list",
                        List.of(Map.of("x", "1"), Map.of("x", "2"))));
    }

    @Test
    void singleValueIsNotAList() {
        assertThat(QueryDecoder.decode("ids=1")).isEqualTo(Map.of("ids", "1"));
        assertThat(QueryDecoder.decode("ids[]=1")).isEqualTo(Map.of("ids", List.of("1")));
        assertThat(QueryDecoder.decode("ids[0]=1")).isEqualTo(Map.of("ids", List.of("1")));
    }

    @Test
    void valuesAreUnescaped() {
        assertThat(QueryDecoder.decode("a=1%2B1+%3D+2&b=%F0%9F%91%8B&c&d=x=y"))
                .isEqualTo(Map.of("a", "1+1 = 2", "b", "👋", "c", "", "d", "x=y"));
    }

    @Test
    void emptyQueryDecodesToAnEmptyMap() {
        assertThat(QueryDecoder.decode(null)).isEmpty();
        assertThat(QueryDecoder.decode("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ids=1&ids[]=2, 'ids'",
        "ids[]=1&ids[0]=2, 'ids'",
        "ids[0]=1&ids=2, 'ids'",
        "a[b]=1&a=2, 'a'",
        "a[b][]=1&a[b][c]=2, 'a[b]'",
        "ids[3]=1&ids[3]=2, 'ids[3]'",
        "ids[03]=1&ids[3]=2, 'ids[3]'",
        "ids[10000]=1, 'ids[10000]'",
        "__proto__[x]=1, '__proto__[x]'",
        "a[__proto__]=1, 'a[__proto__]'",
        "a[b=1, 'a[b'",
        "a]=1, 'a]'",
        "a[[b]]=1, 'a[[b]]'",
        "a[][b]=1, 'a[][b]'",
        "a[b][c][d][e][f][g][h][i][j]=1, 'a[b][c][d][e][f][g][h][i][j]'",
        "a%=1, 'a%'",
        "a=%4, '%4'",
        "a=%+1, '%+1'"
    })
    void rejectsAmbiguousAndMalformedQueries(String query, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryDecoder.decode(query))
                .withMessageContaining(named);
    }
}
