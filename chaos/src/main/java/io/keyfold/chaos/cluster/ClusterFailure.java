package io.keyfold.chaos.cluster;

/** The cluster does not do what the suite needs to go on. Its message is for the person who runs the suite. */
public final class ClusterFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public ClusterFailure(String message) {
    super(message);
  }
}
