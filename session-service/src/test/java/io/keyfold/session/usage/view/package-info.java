@NullMarked
package io.keyfold.session.usage.view;

import org.jspecify.annotations.NullMarked;
