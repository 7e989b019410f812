/** The words that all modules share: domain names, addresses, problems, budgets and deadlines. */
@NullMarked
package org.mailauth;

import org.jspecify.annotations.NullMarked;
