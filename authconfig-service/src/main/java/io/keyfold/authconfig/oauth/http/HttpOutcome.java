package io.keyfold.authconfig.oauth.http;

import io.keyfold.authconfig.oauth.CallFailure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What became of a call. */
public sealed interface HttpOutcome {
  /**
   * A complete answer with a status below 300 or above 399. It may contain secrets, so it prints only the status.
   *
   * @param status the status
   * @param headers the headers, names in lower case
   * @param body the body, at most the maximum size
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, List<String>> headers, byte[] body) implements HttpOutcome {
    /** {@return the header's first value} */
    public Optional<String> header(String name) {
      return headers(name).stream().findFirst();
    }

    /** {@return all values of the header} */
    public List<String> headers(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** {@return whether the status is 2xx} */
    public boolean success() {
      return status / 100 == 2;
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * No complete answer.
   *
   * @param failure what happened
   * @param sent whether the request may have reached the vendor
   */
  record Failed(CallFailure failure, boolean sent) implements HttpOutcome {}
}
