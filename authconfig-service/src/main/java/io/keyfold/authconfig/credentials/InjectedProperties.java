package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of a value that are sent to a provider, with their constraints. Other properties, such as a multi-line
 * private key, are stored unchanged.
 *
 * @param places constraint by property; the strictest if a property is injected in several places
 */
record InjectedProperties(Map<String, InjectedText> places) {
  /** RFC 6749 requires visible ASCII for both; they go to the token endpoint in a header or a form. */
  private static final Map<String, InjectedText> OAUTH_APP = Map.of(
    "client_id",
    InjectedText.HEADER,
    "client_secret",
    InjectedText.HEADER
  );

  /** {@return the properties of the value that this method injects} */
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

  /** {@return the reasons why the value cannot be sent} */
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

  /** {@return the warnings about the changes by {@link #trimmed}} */
  List<Warning> warnings(SubmittedValue value) {
    return value.trailingLineBreaks(places.keySet()).stream().map(Warning::lineBreakRemoved).toList();
  }

  private static InjectedText place(KnownMethod.Injection injection) {
    return switch (injection.place()) {
      case HEADER, BEARER -> InjectedText.HEADER;
      // A place of a newer release is validated by the weaker rule.
      case QUERY, UNKNOWN -> InjectedText.QUERY;
    };
  }
}
