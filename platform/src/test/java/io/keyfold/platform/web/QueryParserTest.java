package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class QueryParserTest {

  private static final QueryParser PARSER = new QueryParser(
    Set.of("id", "provider_id", "status", "search"),
    Set.of("created_at"),
    Set.of("active", "archived")
  );

  @ParameterizedTest
  @ValueSource(
    strings = {
      "provider_id=a&provider_id=b",
      "provider_id[]=a&provider_id[]=b",
      "provider_id%5B%5D=a&provider_id%5B%5D=b",
      "provider_id[0]=a&provider_id[1]=b",
      "provider_id%5B0%5D=a&provider_id%5B1%5D=b",
      "providerId=a&providerId=b",
      "providerId[0]=a&provider_id[1]=b",
    }
  )
  void allListFormatsAreEquivalent(String query) {
    assertThat(parse(query).values("provider_id")).containsExactly("a", "b");
  }

  @Test
  void theOfficialClientsQueryIsParsed() {
    ListQuery query = parse(
      "limit=5&after=pde_0&order=desc&provider_id%5B0%5D=pro_1&provider_id%5B1%5D=pro_2&status%5B0%5D=active" +
        "&status%5B1%5D=archived&search=a%20b&created_at%5Bgt%5D=2026-01-01T00%3A00%3A00.000Z"
    );
    assertThat(query.limit()).isEqualTo(5);
    assertThat(query.after()).isEqualTo("pde_0");
    assertThat(query.descending()).isTrue();
    assertThat(query.values("status")).containsExactly("active", "archived");
    assertThat(query.one("search")).contains("a b");
    assertThat(query.within("created_at", Instant.parse("2026-01-01T00:00:00.000999Z"))).isFalse();
    assertThat(query.within("created_at", Instant.parse("2026-01-01T00:00:00.001Z"))).isTrue();
  }

  @Test
  void theDefaultIsTheFirstTwentyActiveObjects() {
    ListQuery query = parse("");
    assertThat(query.limit()).isEqualTo(20);
    assertThat(query.descending()).isFalse();
    assertThat(query.after()).isNull();
    assertThat(query.before()).isNull();
    assertThat(query.admits("status", "active")).isTrue();
    assertThat(query.admits("status", "archived")).isFalse();
    assertThat(query.admits("provider_id", null)).isTrue();
  }

  @Test
  void withoutAFilterAListShowsEveryStatusButThoseOfRemovedObjects() {
    assertThat(ListQuery.defaultStatuses(List.of("active", "deleted"))).containsExactly("active");
    assertThat(ListQuery.defaultStatuses(List.of("pending", "failed", "archived"))).containsExactly(
      "failed",
      "pending"
    );
  }

  @Test
  void aRangeHasTwoBounds() {
    ListQuery query = parse("createdAt[gt]=2026-01-01T00:00:00Z&created_at[lt]=2026-01-02T00:00:00.000Z");
    assertThat(query.within("created_at", Instant.parse("2026-01-01T12:00:00Z"))).isTrue();
    assertThat(query.within("created_at", Instant.parse("2026-01-02T00:00:00Z"))).isFalse();
  }

  @Test
  void aCursorIsAPosition() {
    assertThat(parse("cursor=" + Cursor.encode("after", "pdp_1")).after()).isEqualTo("pdp_1");
    assertThat(parse("cursor=" + Cursor.encode("before", "pdp_1")).before()).isEqualTo("pdp_1");
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "limit=0",
      "limit=101",
      "limit=x",
      "limit=5&limit=6",
      "order=up",
      "after=a&before=b",
      "after=a&cursor=cur_x",
      "cursor=nope",
      "cursor=cur_zzzz",
      "after=",
      "after=a%00b",
      "status=deleted",
      "status=",
      "nope=1",
      "nope[0]=1",
      "limit[0]=5",
      "provider_id[gt]=a",
      "provider_id[a][b]=a",
      "created_at=2026-01-01T00:00:00Z",
      "created_at[gt]=yesterday",
      "created_at[gte]=2026-01-01T00:00:00Z",
    }
  )
  void invalidQueriesAreRejected(String query) {
    assertThatThrownBy(() -> parse(query)).isInstanceOf(ApiException.class);
  }

  @Test
  void anUnknownParameterIsRejectedWithTheAllowedOnes() {
    assertThatThrownBy(() -> parse("nope=1")).hasMessage(
      "nope is not a parameter of this list; allowed: after, before, created_at[gt], created_at[lt], cursor, id, limit, " +
        "order, provider_id, search, status"
    );
  }

  @Property
  void hostileQueriesAreParsedOrRejectedAndNeverQuoted(
    @ForAll @Size(max = 5) List<String> names,
    @ForAll String value
  ) {
    MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
    names.forEach(name -> query.add(name, value));
    query.add("limit", "x" + value + "canary");
    assertThatThrownBy(() -> PARSER.parse(query))
      .isInstanceOf(ApiException.class)
      .hasMessageNotContaining("canary");
  }

  @Property
  void everyCursorIsAPositionOrRejected(@ForAll String text) {
    try {
      PageBounds position = Cursor.decode("cur_" + text);
      assertThat(position.after() == null).isNotEqualTo(position.before() == null);
    } catch (ApiException e) {
      assertThat(e.errors()).hasSize(1);
    }
  }

  private static ListQuery parse(String query) {
    var request = MockServerHttpRequest.method(HttpMethod.GET, URI.create("/x?" + query)).build();
    return PARSER.parse(request.getQueryParams());
  }
}
