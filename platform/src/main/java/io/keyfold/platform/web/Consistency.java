package io.keyfold.platform.web;

import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.View;
import java.util.List;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/**
 * How fresh a read must be. A controller takes it as an argument; it comes from the header {@code Keyfold-Consistency}.
 *
 * @param strong whether the view must first pass the log's current end, also when it has something to answer
 */
public record Consistency(boolean strong) {
  private static final String HEADER = "Keyfold-Consistency";

  static Consistency of(HttpHeaders headers) {
    String sent = headers.getFirst(HEADER);
    return new Consistency(
      sent != null && QueryValues.choice(HEADER, sent, List.of("strong", "local")).equals("strong")
    );
  }

  /** {@return what is at the key; waits, bounded, on a miss and, if strong, before every look} */
  public <T> Mono<T> find(View view, Key<T> key) {
    return strong
      ? view.caughtUp(key.tenant()).then(Mono.defer(() -> Mono.justOrEmpty(view.find(key))))
      : view.await(key);
  }
}
