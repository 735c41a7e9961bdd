import { Router } from 'express';
export function docsPage(): Router { return Router(); }
