/** Folds of usage totals, their progress and tool calls into views, and the read ports on them. */
@NullMarked
package io.keyfold.session.usage.view;

import org.jspecify.annotations.NullMarked;
