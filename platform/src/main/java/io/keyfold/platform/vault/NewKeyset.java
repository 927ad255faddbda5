package io.keyfold.platform.vault;

import java.security.GeneralSecurityException;

/** Prints a new keyset, for installations that provide it to services as a platform secret. */
public final class NewKeyset {

  private NewKeyset() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws GeneralSecurityException {
    System.out.println(LocalKeyset.generate());
  }
}
