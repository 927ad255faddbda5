package io.keyfold.standalone.demo;

/** A step of the demo came out otherwise than it should. */
final class StepFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StepFailed(String what) {
    super(what, null, false, false);
  }
}
