package io.keyfold.session.redaction;

/** A credential holds more secret text than can be looked for. The message says how much, and nothing of it. */
public final class TooManySecretsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManySecretsException(long states) {
    super("A search for the credential would take " + states + " states, the limit is " + Automaton.MAX_STATES);
  }
}
