/** Rejects calls and resolutions that exceed a budget. */
@NullMarked
package io.keyfold.session.budgets;

import org.jspecify.annotations.NullMarked;
