package io.keyfold.platform.vault;

import java.security.GeneralSecurityException;

/** Prints a new keyset, for an installation that hands it to its services as a secret of the platform's. */
public final class NewKeyset {

  private NewKeyset() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws GeneralSecurityException {
    System.out.println(LocalKeyset.generate());
  }
}
