package io.keyfold.session.redaction;

/** A credential contains more secret text than can be searched for. The message states the size only. */
public final class TooManySecretsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManySecretsException(long states) {
    super("Searching for the credential would take " + states + " states, the limit is " + Automaton.MAX_STATES);
  }
}
