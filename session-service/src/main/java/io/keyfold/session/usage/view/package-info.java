/** What is read of usage: totals, how far they are, tool calls. Folds into views, and the read ports on them. */
@NullMarked
package io.keyfold.session.usage.view;

import org.jspecify.annotations.NullMarked;
