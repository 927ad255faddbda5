package io.keyfold.authconfig.pages;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** How a visit ends. Each has its texts in the message files, under its name. */
public enum Outcome {
  /** The account or key is stored. */
  CONNECTED(HttpStatus.OK, Tone.GOOD),
  /** Settings are stored; nothing else was asked for. */
  SAVED(HttpStatus.OK, Tone.GOOD),
  /** The grant exists, but the customer's application has to complete the setup. */
  WAITING(HttpStatus.OK, Tone.GOOD),
  /** The user cancelled on our page. */
  CANCELLED(HttpStatus.OK, Tone.NEUTRAL),
  /** The user said that somebody else started this; what the vendor granted was discarded. */
  NOT_ME(HttpStatus.OK, Tone.NEUTRAL),
  /** The user declined on the vendor's page. */
  DENIED(HttpStatus.OK, Tone.NEUTRAL),
  /** The setup session's time is over. */
  EXPIRED(HttpStatus.GONE, Tone.NEUTRAL),
  /** The setup session was completed before. */
  ALREADY_USED(HttpStatus.GONE, Tone.NEUTRAL),
  /** The page was submitted twice, or is older than what was done since. */
  OUTDATED(HttpStatus.CONFLICT, Tone.NEUTRAL),
  /** The vendor sent a browser back that did not start here. */
  OTHER_BROWSER(HttpStatus.FORBIDDEN, Tone.BAD),
  /** No such setup session, or a wrong secret. */
  INVALID_LINK(HttpStatus.NOT_FOUND, Tone.BAD),
  /** The vendor reported an error, or sent what cannot be trusted. */
  PROVIDER_ERROR(HttpStatus.OK, Tone.BAD),
  /** We could not do it now. */
  TEMPORARY_FAILURE(HttpStatus.SERVICE_UNAVAILABLE, Tone.BAD);

  /** How the page looks. */
  enum Tone {
    GOOD,
    NEUTRAL,
    BAD,
  }

  private final HttpStatus status;
  private final Tone tone;

  Outcome(HttpStatus status, Tone tone) {
    this.status = status;
    this.tone = tone;
  }

  /** {@return the HTTP status of the page} */
  public HttpStatus status() {
    return status;
  }

  /** {@return the first part of its keys in the message files} */
  public String key() {
    return "outcome." + name().toLowerCase(Locale.ROOT);
  }

  /** {@return how the page looks, as a CSS class} */
  public String tone() {
    return tone.name().toLowerCase(Locale.ROOT);
  }
}
