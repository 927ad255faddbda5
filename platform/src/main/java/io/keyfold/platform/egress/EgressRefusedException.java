package io.keyfold.platform.egress;

import java.io.IOException;

/** The egress policy rejected the address of a connection before it was opened. */
public final class EgressRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  EgressRefusedException() {
    super("address rejected by the egress policy");
  }
}
