package io.keyfold.platform.start;

import io.keyfold.platform.error.Causes;
import io.keyfold.schemas.error.RegistryException;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

/** Describes in one line why a start failed; for an invalid property, its name, value and constraint. */
public final class StartProblem {

  private static final int MAX_LENGTH = 500;

  private StartProblem() {}

  /** {@return a single line for the operator} */
  public static String describe(Throwable failure) {
    List<Throwable> causes = Causes.of(failure);
    String text = causes
      .stream()
      .filter(cause -> cause instanceof OperatorError || cause instanceof RegistryException)
      .findFirst()
      .map(cause -> String.valueOf(cause.getMessage()))
      .or(() ->
        Causes.find(failure, BindValidationException.class).map(e ->
          e
            .getValidationErrors()
            .getAllErrors()
            .stream()
            .map(error -> BadSetting.of(e, error))
            .collect(joining())
        )
      )
      .or(() -> Causes.find(failure, BindException.class).map(BadSetting::of))
      .orElseGet(() -> typeAndMessage(causes.getLast()));
    String line = text.lines().map(String::strip).collect(Collectors.joining(" "));
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining("; ");
  }

  private static String typeAndMessage(Throwable root) {
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : root.getClass().getSimpleName() + ": " + message;
  }
}
