// A question put to `answer`: one that names what there is not is a wrong use of the command.

import { QuestionError } from '../answer/question-error.js';
import { sayQuestionProblem } from '../report/words/say-question-problem.js';
import { UsageError } from './failure.js';

export function ask<T>(question: () => T): T {
  try {
    return question();
  } catch (error) {
    if (error instanceof QuestionError) throw new UsageError(sayQuestionProblem(error.problem));
    throw error;
  }
}
