package io.keyfold.chaos.cluster;

/** Thrown when the suite cannot continue because of the cluster. The message is for the person running the suite. */
public final class ClusterFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates a failure with a message. */
  public ClusterFailure(String message) {
    super(message);
  }
}
