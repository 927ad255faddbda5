package io.keyfold.platform.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Looks into what an error was caused by. */
public final class Causes {

  private Causes() {}

  /** {@return the error, its cause and so on to the root; each once, also where they lead in a circle} */
  public static List<Throwable> of(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable at = error; at != null && !causes.contains(at); at = at.getCause()) {
      causes.add(at);
    }
    return Collections.unmodifiableList(causes);
  }

  /** {@return the outermost of the type, the error itself included} */
  public static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
    return of(error).stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
