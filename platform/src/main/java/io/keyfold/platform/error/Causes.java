package io.keyfold.platform.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Searches the causes of exceptions. */
public final class Causes {

  private Causes() {}

  /** {@return the error and its causes down to the root; safe for cyclic causes} */
  public static List<Throwable> of(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable at = error; at != null && !causes.contains(at); at = at.getCause()) {
      causes.add(at);
    }
    return Collections.unmodifiableList(causes);
  }

  /** {@return the first exception of the type in the chain, including the error itself} */
  public static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
    return of(error).stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
