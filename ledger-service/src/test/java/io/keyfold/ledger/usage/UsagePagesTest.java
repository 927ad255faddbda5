package io.keyfold.ledger.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.log.view.FoldedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UsagePagesTest extends UsageEdge {

  @Test
  @Tag("promise-6")
  void pagesBelongTogetherWhateverIsRecordedMeanwhile() {
    String query = DAY + "&granularity=total&group_by=session,credential_version&page_size=1";
    List<Integer> counts = new ArrayList<>();
    String page = null;
    do {
      String body = text(page == null ? query : query + "&page=" + page);
      counts.addAll(JsonPath.<List<Integer>>read(body, "$.items[*].count"));
      page = JsonPath.read(body, "$.next_page");
      calls(1, "pdp_3", 9, "ses_0");
    } while (page != null);

    assertThat(counts).containsExactly(3, 5, 4);
    String first = text(query);
    calls(1, "pdp_1", 1, "ses_1");
    String again = text(query + "&as_of=" + JsonPath.read(first, "$.as_of"));
    assertThat(again).isEqualTo(first);
  }

  @Test
  void aPageOfAnotherQueryIsRejected() {
    String query = DAY + "&granularity=total&group_by=session,credential_version&page_size=1";
    String page = JsonPath.read(text(query), "$.next_page");

    refused(query.replace("credential_version", "tool") + "&page=" + page);
    refused(query + "&page=upg_x");
    refused(query + "&as_of=aso_!");
    refused(query + "&page=" + page.substring(0, page.length() - 3));
  }

  private void status(Map<Integer, Long> positions, int expected) {
    client
      .get()
      .uri(DAY + "&as_of=" + new AsOf(positions, null, 0).text())
      .exchange()
      .expectStatus()
      .isEqualTo(expected);
  }

  @Test
  void positionsThatDoNotExistAreNotWaitedFor() {
    status(Map.of(999, 1L), 400);
    // Here the end of the log is not known.
    status(Map.of(0, Long.MAX_VALUE >> 2), 503);

    assertThat(context.getBean(FoldedTopic.class).positionsByPartition()).containsOnlyKeys(0);
  }

  @Test
  @Tag("promise-6")
  void aWholeResponseIsNeverCut() {
    calls(10_001, "pdp_1", 1, null);

    client
      .get()
      .uri(DAY + "&group_by=tool")
      .exchange()
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.code")
      .isEqualTo("bad_request")
      .jsonPath("$.message")
      .value(message -> assertThat(String.valueOf(message)).contains("page_size"));
    get(DAY + "&group_by=tool&page_size=100")
      .jsonPath("$.next_page")
      .isNotEmpty();
  }
}
