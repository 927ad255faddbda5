package io.keyfold.standalone.demo;

/** Thrown when a step of the demo has an unexpected result. */
final class DemoStepException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoStepException(String message) {
    super(message, null, false, false);
  }
}
