package io.keyfold.authconfig.grants;

import io.keyfold.schema.Account;
import org.jspecify.annotations.Nullable;

/**
 * The account at the provider that consented.
 *
 * @param id the provider's id of it
 * @param name display name
 */
public record ConsentedAccount(@Nullable String id, @Nullable String name) {
  /** {@return the account of a record, if it has one} */
  public static @Nullable ConsentedAccount of(@Nullable Account account) {
    return account == null ? null : new ConsentedAccount(account.getId(), account.getName());
  }

  /** {@return the record of the account} */
  public Account toAvro() {
    return new Account(id, name);
  }
}
