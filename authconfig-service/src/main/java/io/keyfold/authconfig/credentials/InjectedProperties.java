package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of a value that are sent to a provider, and what each must be. Others, a private key of several lines say,
 * stay as they are.
 *
 * @param places by property; the strictest where one goes to several
 */
record InjectedProperties(Map<String, InjectedText> places) {
  /** RFC 6749 has visible ASCII for both, and they go to the token endpoint in a header or a form. */
  private static final Map<String, InjectedText> OAUTH_APP = Map.of(
    "client_id",
    InjectedText.HEADER,
    "client_secret",
    InjectedText.HEADER
  );

  /** {@return the properties of such a value that this method injects} */
  static InjectedProperties of(KnownMethod method, SubmittedValue value) {
    if (value.isOAuthApp(method)) {
      return new InjectedProperties(OAUTH_APP);
    }
    Map<String, InjectedText> places = new LinkedHashMap<>();
    for (KnownMethod.Injection injection : method.injections()) {
      places.merge(injection.property(), place(injection), (one, other) -> one == InjectedText.HEADER ? one : other);
    }
    return new InjectedProperties(places);
  }

  /** {@return what keeps the value from being sent} */
  List<FieldError> check(SubmittedValue value) {
    List<FieldError> errors = new ArrayList<>();
    places.forEach((property, place) ->
      value
        .problem(property, place)
        .ifPresent(why -> errors.add(new FieldError("character", why, List.of("value", property))))
    );
    return errors;
  }

  /** {@return the value without one trailing line break in each of these properties} */
  SubmittedValue trimmed(SubmittedValue value) {
    return value.withoutTrailingLineBreaks(places.keySet());
  }

  /** {@return what {@link #trimmed} changes, for the caller} */
  List<Warning> warnings(SubmittedValue value) {
    return value.trailingLineBreaks(places.keySet()).stream().map(Warning::lineBreakRemoved).toList();
  }

  private static InjectedText place(KnownMethod.Injection injection) {
    return switch (injection.place()) {
      case HEADER, BEARER -> InjectedText.HEADER;
      // A place that only a newer release knows is held to the weaker rule.
      case QUERY, UNKNOWN -> InjectedText.QUERY;
    };
  }
}
