/** Reacts to events of budgets: announces them to webhook endpoints. */
@NullMarked
package io.keyfold.authconfig.budgets;

import org.jspecify.annotations.NullMarked;
